import { RoleCodeTaken } from '#contracts/errors'
import WorkRole from '#contracts/models/work_role'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { ReferenceNotFound, type FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type WorkRoleValues = {
  code: string
  labelRu: string
  labelEn: string
  costPerHourMinor: number | null
  costCurrency: string | null
  /** Who works as that; one role for each person. */
  personIds: number[]
}

type Input = {
  actor: Actor
  principal: Principal
  /** Null makes a new role. */
  roleId: number | null
  values: WorkRoleValues
}

/**
 * Makes or changes a role of work with the people who have it (§7.3); whoever had another goes over.
 * People one may not see keep theirs. Throws RoleCodeTaken, ReferenceNotFound.
 */
export const saveWorkRole = {
  async handle({ actor, principal, roleId, values }: Input): Promise<WorkRole> {
    return inTransaction(async (trx) => {
      const role =
        roleId === null
          ? new WorkRole()
          : await WorkRole.query({ client: trx }).where('id', roleId).forUpdate().firstOrFail()
      const { personIds, ...plain } = values
      await refuseCode(trx, role, plain.code)
      const isNew = !role.$isPersisted
      const own = pendingChanges(role.merge(plain)).filter(({ before, after }) => before !== after)
      await role.useTransaction(trx).save()
      const changes = [...own, ...(await changePeople(trx, principal, role, personIds))]
      if (changes.length === 0) return role
      await recordAudit(trx, {
        ...{ actor, changes, subjectType: 'work_role', subjectId: role.id, organisationId: null },
        action: isNew ? 'work_role.created' : 'work_role.changed',
      })
      return role
    })
  },
}

async function refuseCode(trx: TransactionClientContract, role: WorkRole, code: string) {
  const other = await WorkRole.query({ client: trx })
    .where('code', code)
    .whereNot('id', role.id ?? 0)
    .first()
  if (other) throw new RoleCodeTaken()
}

async function changePeople(
  trx: TransactionClientContract,
  principal: Principal,
  role: WorkRole,
  personIds: readonly number[]
): Promise<FieldChange[]> {
  const rows = await trx
    .from('person_work_roles')
    .where('work_role_id', role.id)
    .orderBy('person_id')
  const before = rows.map((row) => Number(row.person_id))
  const seen = await Person.visibleTo(principal)
    .useTransaction(trx)
    .whereIn('people.id', [...before, ...personIds])
    .select('people.id')
  const visible = new Set(seen.map(({ id }) => id))
  const added = personIds.filter((id) => !before.includes(id))
  if (added.some((id) => !visible.has(id))) throw new ReferenceNotFound('personIds')
  const removed = before.filter((id) => visible.has(id) && !personIds.includes(id))
  if (added.length + removed.length === 0) return []
  await trx
    .from('person_work_roles')
    .whereIn('person_id', [...added, ...removed])
    .delete()
  for (const id of added) {
    await trx.table('person_work_roles').insert({ person_id: id, work_role_id: role.id })
  }
  const after = [...before.filter((id) => !removed.includes(id)), ...added].sort((a, b) => a - b)
  return [{ field: 'personIds', before, after }]
}
