import BillingPeriod from '#billing/models/billing_period'
import { periodsAfter } from '#billing/queries/open_periods'
import { FROZEN_STATES } from '#billing/workflow/period_steps'
import type Contract from '#contracts/models/contract'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Which of a contract's periods begins in a month (`YYYY-MM`), counted from its first. */
export async function numberOfPeriod(
  client: QueryClientContract,
  contract: Contract,
  month: string
): Promise<number> {
  const wanted = periodOfMonth(month, contract)
  const last = await BillingPeriod.query({ client })
    .where('contractId', contract.id)
    .where('startsOn', '<=', wanted.startsOn)
    .whereIn('state', [...FROZEN_STATES])
    .orderBy('startsOn', 'desc')
    .first()
  return periodsAfter(last, wanted, contract).at(-1)!.number
}
