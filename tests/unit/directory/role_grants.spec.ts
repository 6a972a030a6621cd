import { PERMISSION_AREAS, PERMISSION_TABLE } from '#config/permission_table'
import { PERMISSIONS, SCOPES, type Permission } from '#config/permissions'
import { BUILTIN_ROLES } from '#config/roles'
import { grantChanges, grantsOf, sameGrants, widens } from '#directory/workflow/role_grants'
import { catalogue } from '#tests/unit/language/catalogue'
import { test } from '@japa/runner'
import fc from 'fast-check'

const someGrants = fc
  .dictionary(fc.constantFrom(...PERMISSIONS), fc.constantFrom(...SCOPES), { maxKeys: 8 })
  .map((grants) => ({ ...grants }))

test.group('Grants of a role', () => {
  test('the changes between two states lead from one to the other', ({ assert }) => {
    fc.assert(
      fc.property(someGrants, someGrants, (before, after) => {
        const changed = new Map(grantChanges(before, after).map((each) => [each.field, each]))
        const rebuilt = PERMISSIONS.flatMap((each) => {
          const scope = changed.has(each) ? changed.get(each)!.after : (before[each] ?? null)
          return scope === null ? [] : [{ permission: each, scope: scope as 'own' }]
        })
        assert.isTrue(sameGrants(grantsOf(rebuilt), after))
        for (const [field, change] of changed) {
          assert.notEqual(change.before, change.after, field)
        }
      })
    )
  })

  test('no change, taking away and narrowing down widen nothing; anything new does', ({
    assert,
  }) => {
    fc.assert(
      fc.property(someGrants, fc.constantFrom(...PERMISSIONS), (grants, permission) => {
        assert.isFalse(widens(grants, grants))
        assert.isFalse(widens(grants, { ...grants, [permission]: undefined }))
        assert.equal(
          widens(grants, { ...grants, [permission]: 'all' }),
          grants[permission] !== 'all'
        )
        assert.equal(
          widens(grants, { ...grants, [permission]: 'own' }),
          grants[permission] === undefined
        )
      })
    )
    assert.isTrue(widens({ 'cis.view': 'organisation' }, { 'cis.view': 'assigned' }))
    assert.isFalse(widens({ 'cis.view': 'all' }, { 'cis.view': 'assigned' }))
  })

  test('rows of another release are left out', ({ assert }) => {
    const rows = [
      { permission: 'cis.view', scope: 'all' as const },
      { permission: 'teleport.use', scope: 'all' as const },
    ]
    assert.deepEqual(grantsOf(rows), { 'cis.view': 'all' })
  })
})

test.group('The table of permissions', () => {
  test('every shipped role uses scopes the table offers', ({ assert }) => {
    for (const [code, { grants }] of Object.entries(BUILTIN_ROLES)) {
      for (const [permission, scope] of Object.entries(grants)) {
        assert.include(PERMISSION_TABLE[permission as Permission].scopes, scope, `${code}`)
      }
    }
  })

  test('every permission and area has words in both languages', ({ assert }) => {
    for (const messages of [catalogue('ru'), catalogue('en')]) {
      const keys = [
        ...PERMISSIONS.flatMap((each) => [`permission.${each}.name`, `permission.${each}.text`]),
        ...PERMISSION_AREAS.map((area) => `area.${area}`),
        ...SCOPES.map((scope) => `scope.${scope}`),
      ]
      assert.deepEqual(
        keys.filter((key) => !messages.has(`roles.${key}`)),
        []
      )
    }
  })
})
