import { ManagerCircle, ManagerElsewhere, StillLeads } from '#directory/errors/people'
import { UnknownReference } from '#directory/errors/references'
import Department from '#directory/models/department'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Site from '#directory/models/site'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * A person's site and department must be of their organisation, their manager of its tree, and
 * nobody may stand above themselves. Looks only at what is about to change; call it before `save`.
 * Throws UnknownReference, ManagerElsewhere, ManagerCircle, StillLeads.
 */
export async function refuseWrongPlace(trx: TransactionClientContract, person: Person) {
  const moved = 'organisationId' in person.$dirty
  if (moved || 'siteId' in person.$dirty) await refuseForeignSite(trx, person)
  if (moved || 'departmentId' in person.$dirty) await refuseForeignDepartment(trx, person)
  if (moved || 'managerId' in person.$dirty) await refuseWrongManager(trx, person)
  if (moved && person.$isPersisted) await refuseDeserters(trx, person)
}

async function refuseForeignSite(trx: TransactionClientContract, person: Person) {
  const { siteId, organisationId } = person
  if (!siteId) return
  const site = await Site.query({ client: trx }).where({ id: siteId, organisationId }).first()
  if (!site || (!site.isActive && 'siteId' in person.$dirty)) throw new UnknownReference('siteId')
}

async function refuseForeignDepartment(trx: TransactionClientContract, person: Person) {
  const { departmentId, organisationId } = person
  if (!departmentId) return
  const where = { id: departmentId, organisationId }
  const department = await Department.query({ client: trx }).where(where).first()
  if (!department || (!department.isActive && 'departmentId' in person.$dirty)) {
    throw new UnknownReference('departmentId')
  }
}

async function refuseWrongManager(trx: TransactionClientContract, person: Person) {
  if (!person.managerId) return
  const manager = await Person.query({ client: trx })
    .where('id', person.managerId)
    .whereNull('mergedIntoId')
    .first()
  if (!manager) throw new UnknownReference('managerId')
  const roots = await rootsOf(trx, [manager.organisationId, person.organisationId])
  if (new Set(roots).size > 1) throw new ManagerElsewhere()
  // Nobody reports to somebody who is only being added.
  if (person.$isPersisted) await refuseManagerCircle(trx, person)
}

/** Follows the managers upwards; the person must not be among them. */
export async function refuseManagerCircle(
  trx: TransactionClientContract,
  { id, managerId }: Pick<Person, 'id' | 'managerId'>
) {
  const seen = new Set<number>()
  for (let above = managerId; above && !seen.has(above);) {
    if (above === id) throw new ManagerCircle()
    seen.add(above)
    const row = await trx.from('people').where('id', above).select('manager_id').first()
    above = row?.manager_id ?? null
  }
}

/** Whoever leaves an organisation's tree leads nobody in it any more. */
async function refuseDeserters(trx: TransactionClientContract, person: Person) {
  const headed = await Department.query({ client: trx })
    .where('headPersonId', person.id)
    .whereNot('organisationId', person.organisationId)
    .first()
  if (headed) throw new StillLeads()

  const reports = await trx
    .from('people')
    .where('manager_id', person.id)
    .distinct('organisation_id as id')
  const organisations = [person.organisationId, ...reports.map(({ id }) => Number(id))]
  if (new Set(await rootsOf(trx, organisations)).size > 1) throw new StillLeads()
}

async function rootsOf(trx: TransactionClientContract, ids: number[]) {
  const found = await Organisation.query({ client: trx }).whereIn('id', ids)
  return found.map(({ lineage }) => lineage.at(-1))
}
