import { ItemStepRefused } from '#cmdb/errors'
import CiClass from '#cmdb/models/ci_class'
import type { CiLifecycle, CiStatus } from '#cmdb/models/ci_types'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { itemDependants, type ItemDependants } from '#cmdb/queries/item_dependants'
import { NO_DEPENDANTS, stepMessage } from '#cmdb/queries/step_message'
import { isCorrectable, refusalOf, type StepRefusal } from '#cmdb/workflow/item_lifecycle'
import { Refusal } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type WhoSteps = {
  /** None for seeds and for what puts a value back: they do not ask. */
  principal: Principal | null
  reason: string | null
  /** Somebody with the right to correct says that the lifecycle is to be left aside. */
  corrects?: boolean
}

/** What a writer of many items has read of each already. */
export type KnownOfItem = { lifecycle: CiLifecycle; needed: ItemDependants; isControlled: boolean }

/**
 * The lifecycle of the item's class lets it take on the status it has now in memory (domain §4.6,
 * CFG-15). Gives the guard that a correction left aside, null when none was in the way.
 * @throws ItemStepRefused on `status`, Refusal on `reason` where a reason or evidence is missing
 */
export async function refuseWrongStep(
  trx: TransactionClientContract,
  item: ConfigurationItem,
  { principal, reason, corrects = false }: WhoSteps,
  known?: KnownOfItem
): Promise<StepRefusal['guard'] | null> {
  if (!('status' in item.$dirty)) return null
  const lifecycle = known?.lifecycle ?? (await lifecycleOf(trx, item))
  const from = item.$isPersisted ? (item.$original.status as CiStatus) : null
  const to = item.status as CiStatus
  const needed = known?.needed ?? (await neededBy(trx, item))
  const facts = {
    ...{ supportTeamId: item.supportTeamId ?? null, siteId: item.siteId ?? null },
    ...{ dependants: needed.items.length, services: needed.services.length, evidence: reason },
  }
  const refusal = refusalOf({ lifecycle, from, to }, facts)
  if (!refusal || principal === null) return null
  if (refusal.guard === 'evidence') {
    throw new Refusal('ci_lifecycle.refusals.evidence', {}, 'reason')
  }
  const { organisationId } = item
  const mayCorrect = principal.canOn('cis.override_lifecycle', { organisationId })
  if (!corrects || !isCorrectable(refusal) || !mayCorrect) {
    const { key, params } = stepMessage({ refusal, to, needed }, principal)
    throw new ItemStepRefused(key, params)
  }
  if (!reason) throw new Refusal('ci_lifecycle.refusals.reason', {}, 'reason')
  return refusal.guard
}

async function lifecycleOf(trx: TransactionClientContract, { ciClassId }: ConfigurationItem) {
  return (await CiClass.query({ client: trx }).where('id', ciClassId).firstOrFail()).lifecycle
}

async function neededBy(
  trx: TransactionClientContract,
  item: ConfigurationItem
): Promise<ItemDependants> {
  if (item.status !== 'retired' || !item.$isPersisted) return NO_DEPENDANTS
  return (await itemDependants([item.id], trx)).get(item.id) ?? NO_DEPENDANTS
}
