import { chargeBlock } from '#billing/queries/charge_block'
import { chargeFee } from '#billing/queries/charge_fee'
import type { ChargeInput, MonthCharge } from '#billing/queries/charge_input'
import { chargePack } from '#billing/queries/charge_pack'
import { chargeTime } from '#billing/queries/charge_time'

/** What a contract costs in a month, by its way of billing (§7.2). */
export async function chargeMonth(input: ChargeInput): Promise<MonthCharge> {
  const kind = input.contract.billingKind
  switch (kind) {
    case 'tm':
      return chargeTime(input)
    case 'fixed_fee':
      return chargeFee(input)
    case 'prepaid_block':
      return chargeBlock(input)
    case 'incident_pack':
      return chargePack(input)
    default:
      return kind satisfies never
  }
}
