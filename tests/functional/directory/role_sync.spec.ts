import { BUILTIN_ROLES } from '#config/roles'
import AuditEvent from '#core/models/audit_event'
import Role from '#directory/models/role'
import { findRole } from '#directory/queries/list_roles'
import { updateRole } from '#directory/actions/update_role'
import { syncRoles } from '#database/reference/roles'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

/** Makes a role look as an earlier release shipped it. */
async function ageRole(code: string) {
  const { id } = await Role.findByOrFail('code', code)
  await db
    .from('role_permissions')
    .where({ role_id: id, permission: 'tickets.view_notes' })
    .delete()
  await db.table('role_permissions').insert({ role_id: id, permission: 'audit.view', scope: 'all' })
  await db.from('roles').where({ id }).update({ label_en: 'Old name' })
}

test.group('Shipped roles at an upgrade', (group) => {
  group.each.setup(wrapInTransaction)

  test('a role nobody edited follows the release, with its history', async ({ assert }) => {
    await ageRole('agent_l1')
    await syncRoles()
    const role = await findRole('agent_l1')
    assert.deepEqual(role.grants, BUILTIN_ROLES.agent_l1!.grants)
    assert.equal(role.labelEn, BUILTIN_ROLES.agent_l1!.labelEn)
    const event = await AuditEvent.findByOrFail('action', 'role.brought_up_to_date')
    assert.equal(event.channel, 'system')
    assert.deepInclude(event.changes, { field: 'audit.view', before: 'all', after: null })

    await syncRoles()
    assert.lengthOf(await AuditEvent.query().where('action', 'role.brought_up_to_date'), 1)
  })

  test('an edited role stays as the administrator left it', async ({ assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const { id, version, labelRu, isClient } = await findRole('agent_l1')
    const values = { labelRu, labelEn: 'Ours', isClient, requiresSecondFactor: true }
    await updateRole.handle({
      ...{ actor: actorOf(admin), roleId: id, seenVersion: version },
      values: { ...values, grants: { 'tickets.view': 'all' } },
    })
    await syncRoles()
    const role = await findRole('agent_l1')
    assert.deepEqual(role.grants, { 'tickets.view': 'all' })
    assert.deepEqual([role.labelEn, role.requiresSecondFactor], ['Ours', true])
  })

  test('a missing role comes back, one of the place’s own is left alone', async ({ assert }) => {
    const gone = await Role.findByOrFail('code', 'cab_member')
    await db.from('role_permissions').where('role_id', gone.id).delete()
    await gone.delete()
    await Role.create({ code: 'ours', labelRu: 'Н', labelEn: 'O', isBuiltin: false })
    await syncRoles()
    assert.deepEqual((await findRole('cab_member')).grants, BUILTIN_ROLES.cab_member!.grants)
    assert.isTrue((await findRole('end_user')).isClient)
    assert.deepEqual((await findRole('ours')).grants, {})
  })
})
