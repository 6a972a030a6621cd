import { refuseUncontrolledStatus } from '#cmdb/actions/refuse_uncontrolled_status'
import { refuseWrongStep, type KnownOfItem, type WhoSteps } from '#cmdb/actions/refuse_wrong_step'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * All that stands between an item and the status it has now in memory: the lifecycle of its class,
 * then the change that has to cover it (CFG-15). Whoever sets a status, of one item or of many, asks
 * here, once team and site are set. Gives the guard that a correction left aside, or null.
 * @throws ItemStepRefused or Refusal on `status`, Refusal on `reason`
 */
export async function refuseWrongStatus(
  trx: TransactionClientContract,
  item: ConfigurationItem,
  who: WhoSteps,
  known?: KnownOfItem
) {
  const corrected = await refuseWrongStep(trx, item, who, known)
  if (known?.isControlled !== false) await refuseUncontrolledStatus(trx, item, who)
  return corrected
}
