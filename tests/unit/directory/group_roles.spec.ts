import { roleTurns, type GivenRole } from '#directory/workflow/group_roles'
import { test } from '@japa/runner'

type Held = GivenRole & { isOwn: boolean }

const role = (roleId: number, organisationId: number | null = null): GivenRole => ({
  ...{ roleId, organisationId },
})
const held = (roleId: number, isOwn: boolean): Held => ({ ...role(roleId), isOwn })
const turns = (wanted: GivenRole[], has: Held[]) => roleTurns(wanted, has, ({ isOwn }) => isOwn)

test.group('Roles that follow from groups', () => {
  test('what two groups give comes once', ({ assert }) => {
    assert.deepEqual(turns([role(1), role(1), role(1, 7)], []).missing, [role(1), role(1, 7)])
  })

  test('a role given by hand is neither given again nor taken', ({ assert }) => {
    assert.deepEqual(turns([role(1)], [held(1, false)]), { missing: [], extra: [] })
    assert.deepEqual(turns([], [held(1, false)]), { missing: [], extra: [] })
  })

  test('what the groups no longer give goes', ({ assert }) => {
    assert.deepEqual(turns([role(2)], [held(1, true), held(2, true)]), {
      missing: [],
      extra: [held(1, true)],
    })
  })
})
