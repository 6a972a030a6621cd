import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { DepartmentBelowItself, DepartmentNameTaken } from '#directory/errors/organisations'
import { UnknownReference } from '#directory/errors/references'
import Department from '#directory/models/department'
import Organisation from '#directory/models/organisation'
import type { DepartmentValues } from '#directory/models/organisation_types'
import Person from '#directory/models/person'
import { refuseStillInUse } from '#directory/queries/dependants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  organisationId: number
  /** Null makes a new department. */
  departmentId: number | null
  seenVersion?: number
  values: DepartmentValues
}

/**
 * Adds or changes a department; like sites, departments belong to their organisation's version and
 * history. The head must be one of the organisation's people. Throws StaleRecord,
 * DepartmentNameTaken, DepartmentBelowItself, UnknownReference, StillInUse, E_ROW_NOT_FOUND for a
 * department of another organisation.
 */
export const saveDepartment = {
  async handle(input: Input): Promise<Department> {
    return inTransaction(async (trx) => {
      const organisation = await Organisation.query({ client: trx })
        .where('id', input.organisationId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'organisation', organisation, input.seenVersion)
      const department = await findOrNew(trx, input)
      const retires = department.$isPersisted && department.isActive && !input.values.isActive
      if (retires) await refuseStillInUse(trx, 'department', department.id)
      department.merge(input.values)
      await refuseTakenName(trx, department)
      await refuseWrongParent(trx, department)
      await refuseForeignHead(trx, department)
      await save(trx, organisation, department, input.actor)
      return department
    })
  },
}

async function findOrNew(trx: TransactionClientContract, { departmentId, organisationId }: Input) {
  if (departmentId === null) return new Department().merge({ organisationId })
  return Department.query({ client: trx }).where({ id: departmentId, organisationId }).firstOrFail()
}

/** Two parts of one department are told apart by their names; elsewhere the name may come again. */
async function refuseTakenName(trx: TransactionClientContract, department: Department) {
  const query = Department.query({ client: trx })
    .where('organisationId', department.organisationId)
    .whereRaw('lower(name) = ?', [department.name.toLowerCase()])
    .whereNot('id', department.id ?? 0)
  if (department.parentId === null) void query.whereNull('parentId')
  else void query.where('parentId', department.parentId)
  if (await query.first()) throw new DepartmentNameTaken()
}

async function refuseWrongParent(trx: TransactionClientContract, department: Department) {
  if (!('parentId' in department.$dirty) || department.parentId === null) return
  const { organisationId } = department
  for (let above: number | null = department.parentId; above !== null;) {
    if (above === department.id) throw new DepartmentBelowItself()
    const parent: Department | null = await Department.query({ client: trx })
      .where({ id: above, organisationId })
      .first()
    if (!parent) throw new UnknownReference('parentId')
    above = parent.parentId
  }
}

async function refuseForeignHead(trx: TransactionClientContract, department: Department) {
  if (!('headPersonId' in department.$dirty) || department.headPersonId === null) return
  const { headPersonId: id, organisationId } = department
  const head = await Person.query({ client: trx })
    .where({ id, organisationId, isActive: true })
    .first()
  if (!head) throw new UnknownReference('headPersonId')
}

async function save(
  trx: TransactionClientContract,
  organisation: Organisation,
  department: Department,
  actor: Actor
) {
  const changes = pendingChanges(department).filter(
    ({ field, before, after }) => field !== 'organisationId' && before !== after
  )
  if (changes.length === 0) return

  const isNew = !department.$isPersisted
  await department.useTransaction(trx).save()
  await organisation.merge({ version: organisation.version + 1 }).save()
  await recordAudit(trx, {
    actor,
    action: isNew ? 'organisation.department_added' : 'organisation.department_changed',
    subjectType: 'organisation',
    subjectId: organisation.id,
    subjectVersion: organisation.version,
    organisationId: organisation.id,
    changes,
  })
}
