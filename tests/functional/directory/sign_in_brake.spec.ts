import AuditEvent from '#core/models/audit_event'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import { brake } from '#directory/actions/brake'
import { enter, forgetEverything, PASSWORD } from '#tests/helpers/accounts'
import { moveTo } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const BRAKED = /Too many wrong tries/

test.group('The brake on wrong passwords', (group) => {
  group.each.teardown(forgetEverything)

  test('an account is braked over all addresses, each time longer, and is free again by itself', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const from = (last: number) => `198.51.100.${last}`
    moveTo('2026-03-02 10:00')
    for (let tries = 1; tries <= 5; tries += 1) {
      ;(await enter(client, user.email, 'wrong', from(tries))).assertStatus(422)
    }
    const braked = await enter(client, user.email, PASSWORD, from(99))
    assert.match(braked.body().errors[0].message, BRAKED)

    moveTo('2026-03-02 10:01')
    const again = await enter(client, user.email, 'wrong', from(98))
    assert.notMatch(again.body().errors[0].message, BRAKED)
    const stillBraked = await enter(client, user.email, PASSWORD, from(97))
    assert.match(stillBraked.body().errors[0].message, BRAKED)
    moveTo('2026-03-02 10:02')
    ;(await enter(client, user.email, PASSWORD, from(97))).assertStatus(302)
    assert.isNull(await db.from('sign_in_brakes').first())
  })

  test('an unknown address is braked alike, word for word', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const answers: unknown[][] = [[], []]
    for (const [index, email] of [user.email, 'nobody@example.org'].entries()) {
      for (let tries = 0; tries < 7; tries += 1) {
        const answer = await enter(client, email, 'wrong', `198.51.${index}.${tries}`)
        answers[index]!.push([answer.status(), answer.body()])
      }
    }
    assert.deepEqual(answers[0], answers[1])
  })

  test('a browser the owner used before is not kept waiting by strangers', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const known = await enter(client, user.email, PASSWORD, '192.0.2.1')
    const mark = known.cookie('opora_device')!
    for (let tries = 0; tries < 6; tries += 1) {
      await enter(client, user.email, 'wrong', `198.51.100.${tries}`)
    }
    assert.match(
      (await enter(client, user.email, PASSWORD, '192.0.2.1')).body().errors[0].message,
      BRAKED
    )
    const marked = await enter(client, user.email, PASSWORD, '192.0.2.1').withEncryptedCookie(
      'opora_device',
      mark.value
    )
    marked.assertStatus(302)
  })

  test('the mark of one account loosens nothing for another', async ({ client, assert }) => {
    const stranger = await createUser({ roles: ['agent_l1'] })
    const victim = await createUser({ roles: ['agent_l1'] })
    const mark = (await enter(client, stranger.email)).cookie('opora_device')!
    for (let tries = 0; tries < 5; tries += 1) {
      await enter(client, victim.email, 'wrong', `198.51.100.${tries}`).withEncryptedCookie(
        'opora_device',
        mark.value
      )
    }
    const next = await enter(client, victim.email, 'wrong', '198.51.100.77').withEncryptedCookie(
      'opora_device',
      mark.value
    )
    assert.match(next.body().errors[0].message, BRAKED)
  })

  test('of many tries at the same moment no more than five are judged', async ({ assert }) => {
    const tries = Array.from({ length: 40 }, () => brake.take('account:ann@example.org', 'email'))
    const outcomes = await Promise.allSettled(tries)
    assert.lengthOf(
      outcomes.filter(({ status }) => status === 'fulfilled'),
      5
    )
  })

  test('one network address is answered without hashing after forty wrong tries, the others go on', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    for (let tries = 0; tries < 40; tries += 1) {
      await enter(client, `nobody${tries}@example.org`, 'wrong')
    }
    const failures = await AuditEvent.query().where('action', 'user.sign_in_failed')
    assert.lengthOf(failures, 40)
    assert.match((await enter(client, user.email)).body().errors[0].message, BRAKED)
    assert.lengthOf(await AuditEvent.query().where('action', 'user.sign_in_failed'), 40)
    ;(await enter(client, user.email, PASSWORD, '203.0.113.8')).assertStatus(302)
  })

  test('a flood is turned away before anything else, a person reads why', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    for (let tries = 0; tries < 122; tries += 1) await enter(client, user.email, 'wrong')
    const answer = await enter(client, user.email)
    answer.assertStatus(429)
    assert.isAbove(Number(answer.header('retry-after')), 0)
    ;(await client.get('/sign-in').header('x-forwarded-for', '203.0.113.7')).assertStatus(200)
    ;(await enter(client, user.email, PASSWORD, '203.0.113.8')).assertStatus(422)
    const other = await createUser({ roles: ['agent_l1'] })
    ;(await enter(client, other.email, PASSWORD, '203.0.113.8')).assertStatus(302)
  })

  test('right passwords do not use the address up', async ({ client }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    for (let times = 0; times < 45; times += 1) (await enter(client, user.email)).assertStatus(302)
  })

  test('every failure is in the audit, of a known account with its name', async ({
    client,
    assert,
  }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    await enter(client, user.email, 'wrong')
    await enter(client, 'nobody@example.org', 'wrong')
    const events = await AuditEvent.query().where('action', 'user.sign_in_failed').orderBy('id')
    assert.deepEqual(
      events.map(({ subjectId, actorUserId }) => [subjectId, actorUserId]),
      [
        [user.id, user.id],
        [0, null],
      ]
    )
    assert.notInclude(JSON.stringify(events), '203.0.113.7')
    const resolved = await resolvePersonalValues(events.map(({ changes }) => ({ changes })))
    for (const { changes } of resolved) {
      assert.deepEqual(changes, [{ field: 'ip', before: null, after: '203.0.113.7' }])
    }
  })

  test('an address that only looks like the account’s is a stranger', async ({ client }) => {
    const user = await createUser({ roles: ['agent_l1'], values: { email: 'user@example.org' } })
    for (const email of ['usér@example.org', 'usеr@example.org']) {
      ;(await enter(client, email)).assertStatus(422)
    }
    ;(await enter(client, user.email)).assertStatus(302)
  })

  test('whose person left cannot sign in', async ({ client }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    await user.person.merge({ isActive: false }).save()
    ;(await enter(client, user.email)).assertStatus(422)
  })
})
