import CiHealthFinding from '#cmdb/models/ci_health_finding'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { withNames } from '#cmdb/queries/list_health_findings'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { errors } from '@adonisjs/lucid'

/** One of those the principal may see, with what its page names; otherwise row-not-found (T2). */
export function findHealthFinding(principal: Principal, id: string): Promise<CiHealthFinding> {
  return withNames(CiHealthFinding.visibleTo(principal))
    .where('ci_health_findings.id', Number(id) || 0)
    .firstOrFail()
}

/** Ids of the chosen findings; row-not-found when one is of an item the principal may not mend (T3). */
export async function workableFindings(principal: Principal, ids: readonly number[]) {
  const query = CiHealthFinding.visibleTo(principal).whereIn('ci_health_findings.id', [...ids])
  void scopedByOrganisation(query, principal, 'cis.edit', {
    organisation: 'configuration_items.organisation_id',
  })
  return allOf(
    ids,
    (await query).map(({ id }) => id)
  )
}

/** The same of items that somebody says are checked. */
export async function verifiableItems(principal: Principal, ids: readonly number[]) {
  const query = ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.id', [...ids])
    .select('id')
  void scopedByOrganisation(query, principal, 'cis.edit', {
    organisation: 'configuration_items.organisation_id',
  })
  return allOf(
    ids,
    (await query).map(({ id }) => id)
  )
}

function allOf(asked: readonly number[], found: readonly number[]): number[] {
  if (found.length < new Set(asked).size) throw new errors.E_ROW_NOT_FOUND()
  return [...found]
}
