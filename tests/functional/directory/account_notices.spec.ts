import type User from '#directory/models/user'
import { enrol, forgetEverything, NEW_PASSWORD, PASSWORD } from '#tests/helpers/accounts'
import { changeOwnPassword } from '#directory/actions/change_own_password'
import { moveTo } from '#tests/helpers/desk'
import { openMailServer, type MailServer } from '#tests/helpers/mail_server'
import { createPerson, createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type Method = 'POST' | 'PUT' | 'DELETE'

function act(client: ApiClient, by: User, method: Method, address: string, body: object = {}) {
  return client
    .request(address, method as 'POST')
    .loginAs(by)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json(body)
}

test.group('Notices about an account', (group) => {
  let server: MailServer
  group.setup(async () => {
    server = await openMailServer()
    return () => server.close()
  })
  group.each.teardown(forgetEverything)
  group.each.teardown(() => server.forget())

  async function createPair() {
    const boss = await createPerson({ displayName: 'Ольга Белова' })
    const person = await createPerson({ displayName: 'Анна Ким', timeZone: 'Asia/Omsk' })
    return {
      admin: await createUser({ roles: ['administrator'], person: boss }),
      user: await createUser({ roles: ['agent_l1'], person, values: { locale: 'ru' } }),
    }
  }

  test('what an administrator does to password and second factor reaches the owner', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const { admin, user } = await createPair()
    await enrol(user)
    await workOffQueue()
    server.forget()
    const base = `/people/${user.personId}`
    ;(await act(client, admin, 'POST', `${base}/password-link`)).assertStatus(200)
    ;(await act(client, admin, 'DELETE', `${base}/second-factor`)).assertStatus(302)
    assert.lengthOf(server.mails, 0)
    await workOffQueue()
    assert.deepEqual(
      server.mails.map(({ to, subject }) => [to, subject]),
      [
        [[user.email], 'Выдана ссылка для нового пароля'],
        [[user.email], 'Второй фактор сброшен'],
      ]
    )
    for (const { text, html } of server.mails) {
      for (const part of [text, html]) {
        assert.include(part, 'Анна Ким')
        assert.include(part, 'Кто: Ольга Белова.')
        assert.match(part, /2 мар\.? 2026.*13:00 \(Asia\/Omsk\)/)
        assert.notMatch(part, /\/password\//)
      }
    }
  })

  test('the former address is told of the new one', async ({ client, assert }) => {
    const { admin, user } = await createPair()
    const values = { email: 'new@example.org', version: 1 }
    const address = `/people/${user.personId}/account/email`
    ;(await act(client, admin, 'PUT', address, values)).assertStatus(302)
    await workOffQueue()
    assert.deepEqual(
      server.mails.map(({ to, subject }) => [to, subject]),
      [[[user.email], 'Адрес для входа в Опору изменён']]
    )
    assert.notInclude(server.mails[0]!.text, 'new@example.org')
  })

  test('the owner’s own changes are told of too', async ({ assert }) => {
    const { user } = await createPair()
    await user.refresh()
    await enrol(user)
    await changeOwnPassword.handle({
      ...{ user, currentPassword: PASSWORD, password: NEW_PASSWORD },
      ...{ sessionId: 0, requestId: null },
    })
    await workOffQueue()
    assert.deepEqual(
      server.mails.map(({ subject }) => subject),
      ['Второй фактор включён', 'Пароль в Опоре изменён']
    )
    assert.include(server.mails[1]!.text, 'Сделано из самой учётной записи')
  })

  test('what was refused is not told of', async ({ client, assert }) => {
    const { admin, user } = await createPair()
    const values = { email: admin.email, version: 1 }
    await act(client, admin, 'PUT', `/people/${user.personId}/account/email`, values)
    await act(client, user, 'POST', `/people/${admin.personId}/password-link`)
    await workOffQueue()
    assert.lengthOf(server.mails, 0)
  })
})
