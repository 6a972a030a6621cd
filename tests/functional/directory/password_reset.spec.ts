import AuditEvent from '#core/models/audit_event'
import { mailPasswordReset } from '#directory/actions/mail_password_reset'
import PasswordLink from '#directory/models/password_link'
import {
  enrol,
  enter,
  forgetEverything,
  goOn,
  NEW_PASSWORD,
  PASSWORD,
} from '#tests/helpers/accounts'
import { moveTo } from '#tests/helpers/desk'
import { openMailServer, type MailServer } from '#tests/helpers/mail_server'
import { createPerson, createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

function ask(client: ApiClient, email: string, address = '203.0.113.9') {
  return client
    .post('/password-reset')
    .header('x-forwarded-for', address)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json({ email })
}

function set(client: ApiClient, link: string, password: string) {
  return client
    .put(new URL(link).pathname)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json({ password })
}

test.group('A forgotten password', (group) => {
  let server: MailServer
  group.setup(async () => {
    server = await openMailServer()
    return () => server.close()
  })
  group.each.teardown(forgetEverything)
  group.each.teardown(() => server.forget())

  const linkIn = (text: string) => /https?:\/\/\S+\/password\/[\w-]+/.exec(text)![0]

  async function mailedLink(client: ApiClient, email: string) {
    await ask(client, email)
    await workOffQueue()
    return linkIn(server.mails.at(-1)!.text)
  }

  test('a link comes by mail in the owner’s language and sets the password once', async ({
    client,
    assert,
  }) => {
    const person = await createPerson({ displayName: 'Анна Ким' })
    const user = await createUser({ roles: ['agent_l1'], person, values: { locale: 'ru' } })
    ;(await ask(client, user.email.toUpperCase())).assertHeader('location', '/password-reset')
    assert.lengthOf(server.mails, 0)
    await workOffQueue()
    assert.lengthOf(server.mails, 1)
    const [mail] = server.mails
    assert.deepEqual([mail!.to, mail!.subject], [[user.email], 'Новый пароль в Опоре'])
    assert.include(mail!.text, 'Здравствуйте, Анна Ким!')
    assert.include(mail!.text, '30 минут')
    assert.include(mail!.html, linkIn(mail!.text))

    const link = linkIn(mail!.text)
    ;(await client.get(new URL(link).pathname)).assertStatus(200)
    ;(await set(client, link, 'Password2024!')).assertStatus(422)
    ;(await set(client, link, NEW_PASSWORD)).assertHeader('location', '/sign-in')
    ;(await set(client, link, `${NEW_PASSWORD} again`)).assertStatus(422)
    ;(await enter(client, user.email, PASSWORD)).assertStatus(422)
    ;(await enter(client, user.email, NEW_PASSWORD)).assertStatus(302)
    const actions = (
      await AuditEvent.query().where({ subjectType: 'user', subjectId: user.id }).orderBy('id')
    ).map(({ action }) => action)
    assert.includeMembers(actions, ['user.password_reset_requested', 'user.password_reset'])
  })

  test('nobody learns whether an address has an account', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const off = await createUser({ roles: ['agent_l1'], values: { isActive: false } })
    const answers = []
    for (const email of [user.email, off.email, 'nobody@example.org']) {
      const answer = await ask(client, email)
      answers.push([answer.status(), answer.header('location'), answer.flashMessages()])
    }
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    assert.equal(await countRows('queue_jobs'), 3)
    await workOffQueue()
    assert.deepEqual(
      server.mails.flatMap(({ to }) => to),
      [user.email]
    )
  })

  test('the link’s secret stands in the mail alone', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    await ask(client, user.email)
    const jobs = JSON.stringify(await db.from('queue_jobs'))
    await workOffQueue()
    const token = linkIn(server.mails[0]!.text).split('/').at(-1)!
    const stored = JSON.stringify([
      jobs,
      await db.from('password_links'),
      await db.from('audit_events'),
    ])
    assert.notInclude(stored, token)
    assert.notInclude(jobs, user.email)
  })

  test('after half an hour it is dead, and a newer one kills it at once', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    moveTo('2026-03-02 10:00')
    const first = await mailedLink(client, user.email)
    const second = await mailedLink(client, user.email)
    ;(await set(client, first, NEW_PASSWORD)).assertStatus(422)
    moveTo('2026-03-02 10:30')
    const dead = await set(client, second, NEW_PASSWORD)
    dead.assertStatus(422)
    assert.match(dead.body().errors[0].message, /no longer works/)
    const page = await client.get(new URL(second).pathname).withInertia()
    assert.isFalse(page.inertiaProps.isAlive)
    ;(await enter(client, user.email, PASSWORD)).assertStatus(302)
  })

  test('of two uses at the same moment one wins', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const link = await mailedLink(client, user.email)
    const answers = await Promise.all([
      set(client, link, NEW_PASSWORD),
      set(client, link, `${NEW_PASSWORD} too`),
    ])
    assert.sameMembers(
      answers.map((answer) => answer.status()),
      [302, 422]
    )
  })

  test('T8 a new password ends every session, lifts the brake and leaves the second factor on', async ({
    client,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const session = await enter(client, user.email)
    await enrol(user)
    for (let tries = 0; tries < 5; tries += 1) {
      await enter(client, user.email, 'wrong', `198.51.100.${tries}`)
    }
    await set(client, await mailedLink(client, user.email), NEW_PASSWORD)
    ;(await goOn(client, session, 'GET', '/people').accept('html')).assertHeader(
      'location',
      '/sign-in'
    )
    ;(await enter(client, user.email, NEW_PASSWORD)).assertHeader(
      'location',
      '/sign-in/second-factor'
    )
  })

  test('mails to one account stop at three, tries of one address at ten', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    for (let times = 0; times < 5; times += 1) (await ask(client, user.email)).assertStatus(302)
    await workOffQueue()
    assert.lengthOf(server.mails, 3)
    for (let times = 0; times < 5; times += 1) await ask(client, `nobody${times}@example.org`)
    ;(await ask(client, 'nobody@example.org')).assertStatus(422)
    ;(await ask(client, 'nobody@example.org', '203.0.113.10')).assertStatus(302)
  })

  test('when the mail server refuses, the job fails and is tried again with a new link', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    server.refuse(true)
    await assert.rejects(() => mailPasswordReset.handle({ userId: user.id }))
    server.refuse(false)
    await mailPasswordReset.handle({ userId: user.id })
    ;(await set(client, linkIn(server.mails[0]!.text), NEW_PASSWORD)).assertStatus(302)
    assert.lengthOf(await PasswordLink.query().where('userId', user.id), 2)
  })

  test('no header can be smuggled in through a name or an address', async ({ client, assert }) => {
    const person = await createPerson({ displayName: 'Ann\r\nBcc: evil@example.net' })
    const user = await createUser({ roles: ['agent_l1'], person })
    ;(await ask(client, `${user.email}\r\nBcc: evil@example.net`)).assertStatus(422)
    await mailPasswordReset.handle({ userId: user.id })
    assert.deepEqual(
      server.mails.flatMap(({ to }) => to),
      [user.email]
    )
  })
})

test.group('A forgotten password without a mail server', (group) => {
  group.each.teardown(forgetEverything)

  test('is an administrator’s business, and the page says so', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const page = await client.get('/password-reset').withInertia()
    assert.isFalse(page.inertiaProps.canSendMail)
    const answer = await ask(client, user.email)
    answer.assertStatus(422)
    assert.match(answer.body().errors[0].message, /administrator/)
    assert.equal(await countRows('queue_jobs'), 0)
  })
})

async function countRows(table: string) {
  const [row] = await db.from(table).count('* as total')
  return Number(row.total)
}
