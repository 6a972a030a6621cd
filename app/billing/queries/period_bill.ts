import BillingPeriod from '#billing/models/billing_period'
import { countOpenPeriods, type NumberedPeriod } from '#billing/queries/open_periods'
import type { WorkOf } from '#billing/queries/period_work'
import { reportVat } from '#billing/queries/report_vat'
import { storedCharge } from '#billing/queries/stored_charge'
import type { PeriodCharge } from '#billing/workflow/charge_period'
import type { Consumption } from '#billing/workflow/charge_types'
import { FROZEN_STATES } from '#billing/workflow/period_steps'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import { termsFrom, termsOfContract } from '#contracts/queries/contract_terms'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** A billing period with what is charged in it. */
export type PeriodBill = {
  period: NumberedPeriod
  /** Null until somebody took it up. */
  row: BillingPeriod | null
  terms: ContractTerms
  charge: PeriodCharge
  /** Where its work is found. */
  workOf: WorkOf
  /** Work that is not approved yet. */
  unapproved: number
  /** An earlier period is not approved. */
  waits: boolean
  /** How rules were used in the periods before, the oldest first. */
  past: Consumption[]
}

/**
 * The bill of the period that begins in a month (`YYYY-MM`): as it was written down once it is
 * approved, before that counted anew from all periods since the last approved one, so that balances
 * always agree with the logged work (§7.6). The contract comes with its agreement.
 */
export async function periodBill(
  client: QueryClientContract,
  contract: Contract,
  month: string
): Promise<PeriodBill> {
  const wanted = periodOfMonth(month, contract)
  const rows = await BillingPeriod.query({ client })
    .where('contractId', contract.id)
    .where('startsOn', '<=', wanted.startsOn)
    .orderBy('startsOn')
  const versions = await termsOfContract(contract.id, client)
  const frozen = rows.filter(({ state }) => FROZEN_STATES.includes(state))
  const row = rows.find(({ startsOn }) => startsOn === wanted.startsOn) ?? null
  const past = frozen.filter((each) => each !== row).flatMap(({ consumption }) => consumption ?? [])
  if (row && frozen.includes(row)) {
    return {
      ...{ period: { ...wanted, number: row.number }, row, past },
      terms: termsFrom(versions, row.startsOn),
      charge: await storedCharge(client, row),
      ...{ workOf: { periodId: row.id }, unapproved: 0, waits: false },
    }
  }
  const vat = await reportVat(client, contract)
  const context = { client, contract, versions, vat }
  const counted = await countOpenPeriods(context, wanted, frozen.at(-1) ?? null)
  const { period, terms, charge, work } = counted.at(-1)!
  const isFirst = counted.length === 1
  return {
    ...{ period, row, terms, charge },
    workOf: {
      ...{ contractId: contract.id, to: wanted.endsOn },
      from: isFirst && period.number > 0 ? null : wanted.startsOn,
    },
    unapproved: work.filter(({ isApproved }) => !isApproved).length,
    waits: !isFirst,
    past: [...past, ...counted.slice(0, -1).flatMap((each) => each.charge.consumption)],
  }
}
