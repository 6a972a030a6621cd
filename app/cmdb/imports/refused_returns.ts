import type { ItemWrites } from '#cmdb/actions/item_writes'
import { valueOf, type LockedItem } from '#cmdb/actions/lock_items'
import CiClass from '#cmdb/models/ci_class'
import type { CiStatus } from '#cmdb/models/ci_types'
import { itemDependants } from '#cmdb/queries/item_dependants'
import { NO_DEPENDANTS, stepMessage } from '#cmdb/queries/step_message'
import { returnRefusalOf } from '#cmdb/workflow/item_lifecycle'
import type { RowProblem } from '#core/imports/import_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A locked item, and the values it is to have again. */
type Return = { item: LockedItem; writes: ItemWrites }

/**
 * Which items cannot have the status back that they had, because what it asks for does not hold any
 * more (domain §4.6): by item id, the guard in words.
 */
export async function refusedReturns(
  trx: TransactionClientContract,
  returns: readonly Return[]
): Promise<Map<number, RowProblem>> {
  const stepping = returns.filter(({ writes }) => writes.status !== undefined)
  if (stepping.length === 0) return new Map()
  const classIds = new Set(stepping.map(({ item }) => Number(item.ci_class_id)))
  const classes = await CiClass.query({ client: trx }).whereIn('id', [...classIds])
  const lifecycles = new Map(classes.map(({ id, lifecycle }) => [id, lifecycle]))
  const retiring = stepping.filter(({ writes }) => writes.status === 'retired')
  const ids = retiring.map(({ item }) => item.id)
  const needed = await itemDependants(ids, trx, { asOfNow: true })
  const refused = new Map<number, RowProblem>()
  for (const { item, writes } of stepping) {
    const { items, services } = needed.get(item.id) ?? NO_DEPENDANTS
    const to = writes.status as CiStatus
    const held = (field: string) =>
      (field in writes ? writes[field] : valueOf(item, field)) as number | null
    const refusal = returnRefusalOf(
      {
        ...{ lifecycle: lifecycles.get(Number(item.ci_class_id))!, to },
        from: valueOf(item, 'status') as CiStatus,
      },
      {
        ...{ supportTeamId: held('supportTeamId'), siteId: held('siteId') },
        ...{ dependants: items.length, services: services.length },
        // What was disposed of once was so with evidence, which its history keeps.
        evidence: 'kept',
      }
    )
    if (!refusal) continue
    const said = stepMessage({ refusal, to, needed: { items, services } }, null)
    refused.set(item.id, { field: 'status', ...said })
  }
  return refused
}
