import { wrapInTransaction } from '#tests/helpers/database'
import { createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

test.group('Answers to what goes wrong', (group) => {
  group.each.setup(wrapInTransaction)

  test('an unknown address is a 404 page of the shell', async ({ client, assert }) => {
    const user = await createUser({ roles: ['agent_l1'] })
    const response = await client.get('/no/such/page').loginAs(user).withInertia()
    response.assertStatus(404)
    assert.equal(response.inertiaComponent, 'errors/not_found')
    assert.equal(
      (response.inertiaProps as { visitor?: { email: string } }).visitor?.email,
      user.email
    )
  })

  test('an unknown address is a 404 for a guest too', async ({ client }) => {
    // Where nobody exists yet, every address leads to the first-run assistant.
    await createUser({ roles: [] })
    ;(await client.get('/favicon.ico')).assertStatus(404)
  })

  test('a body that is no JSON is a 400, not a crash', async ({ client, assert }) => {
    const response = await client
      .post('/sign-in')
      .withCsrfToken()
      .type('json')
      .accept('json')
      .json('{"email":' as never)
    assert.isBelow(response.status(), 500)
  })
})
