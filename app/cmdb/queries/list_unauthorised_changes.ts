import { UNAUTHORISED_CHANGE_STATES } from '#cmdb/models/baseline_types'
import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import { describeChanges, type ShownChange } from '#cmdb/queries/describe_changes'
import { SECRET_MASK } from '#cmdb/workflow/attribute_types'
import { isRestorable } from '#cmdb/workflow/restorable'
import { listPage } from '#core/queries/list_page'
import { filterOf, listQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import { namesOfUsers } from '#directory/queries/name_actors'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

export type ListedFinding = {
  finding: UnauthorisedChange
  change: ShownChange
  actor: string
  decidedBy: string | null
  isRestorable: boolean
  canDecide: boolean
}

/** A page of findings, the open ones unless the address says otherwise, the latest first. */
export async function listUnauthorisedChanges(
  principal: Principal,
  address: Record<string, unknown>
) {
  const { page, q } = listQuery(address)
  const state = filterOf(address.state, [...UNAUTHORISED_CHANGE_STATES, 'all'] as const) ?? 'open'
  const query = UnauthorisedChange.visibleTo(principal)
    .select('unauthorised_changes.*')
    .join('configuration_items', 'configuration_items.id', 'unauthorised_changes.item_id')
    .preload('item', (item) => void item.preload('ciClass').preload('organisation'))
    .orderBy('unauthorised_changes.last_at', 'desc')
    .orderBy('unauthorised_changes.id', 'desc')
  if (state !== 'all') void query.where('unauthorised_changes.state', state)
  void whereWords(query, q, ['configuration_items.name', 'configuration_items.number'])
  const { rows, ...paging } = await listPage(query, { page })
  return { findings: await tell(rows, principal), page: paging, filters: { q, state } }
}

/** A finding one may see; otherwise row-not-found (T2). */
export function findUnauthorisedChange(principal: Principal, id: unknown) {
  return UnauthorisedChange.visibleTo(principal)
    .where('unauthorised_changes.id', Number(id) || 0)
    .firstOrFail()
}

async function tell(rows: UnauthorisedChange[], principal: Principal): Promise<ListedFinding[]> {
  const told = rows.map(({ item, change }) => ({
    ...{ classCode: item.ciClass.code, changes: [change] },
  }))
  const shown = await describeChanges(told, principal)
  const ids = rows.flatMap(({ actorUserId, decidedByUserId }) => [actorUserId, decidedByUserId])
  const names = await namesOfUsers(
    [...new Set(ids)].filter((id) => id !== null),
    db.connection()
  )
  return rows.map((finding, index) => {
    const { change, organisationId } = finding
    const isSecret = [change.before, change.after].includes(SECRET_MASK)
    return {
      ...{ finding, change: shown[index]![0]!, isRestorable: isRestorable(change, isSecret) },
      actor: names.get(finding.actorUserId ?? 0) ?? finding.actorLabel,
      decidedBy: names.get(finding.decidedByUserId ?? 0) ?? null,
      canDecide: principal.canOn('cis.edit', { organisationId }),
    }
  })
}
