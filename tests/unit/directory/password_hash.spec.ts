import { passwordHash } from '#directory/actions/password_hash'
import { test } from '@japa/runner'

test.group('Hashing passwords', () => {
  test('a hash that fails gives its place back', async ({ assert }) => {
    const broken = Array.from({ length: 5 }, () => passwordHash.matches('x', 'no hash at all'))
    await Promise.allSettled(broken)
    assert.isTrue(await passwordHash.matches('right', await passwordHash.make('right')))
    assert.isFalse(await passwordHash.matches('wrong', await passwordHash.make('right')))
  })
})
