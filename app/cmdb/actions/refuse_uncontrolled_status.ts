import type ConfigurationItem from '#cmdb/models/configuration_item'
import { controlledItems } from '#cmdb/queries/controlled_items'
import { coversChange } from '#cmdb/queries/covering_changes'
import { clock } from '#core/clock'
import { Refusal } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Who = {
  /** None for imports and seeds: what they change is looked into afterwards. */
  principal: Principal | null
  reason: string | null
}

/**
 * The status of a change-controlled item follows from a change (CFG-15); who holds the right may set
 * it without one and says why.
 * @throws Refusal on the field `status`, or `reason` when it is missing
 */
export async function refuseUncontrolledStatus(
  trx: TransactionClientContract,
  item: ConfigurationItem,
  { principal, reason }: Who
) {
  if (principal === null || !('status' in item.$dirty)) return
  if (!(await controlledItems([item.id], trx)).has(item.id)) return
  const [covering] = await coversChange([{ itemId: item.id, at: clock.now() }])
  if (covering) return
  const { organisationId } = item
  if (!principal.canOn('cis.override_change', { organisationId })) {
    throw new Refusal('cmdb.errors.change_controlled', {}, 'status')
  }
  if (!reason) throw new Refusal('cmdb.errors.override_reason', {}, 'reason')
}
