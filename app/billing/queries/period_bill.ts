import BillingPeriod from '#billing/models/billing_period'
import {
  countOpenPeriods,
  type CountedPeriod,
  type NumberedPeriod,
  type OpenChain,
} from '#billing/queries/open_periods'
import type { PeriodWork, WorkOf } from '#billing/queries/period_work'
import { reportVats } from '#billing/queries/report_vat'
import { storedCharges } from '#billing/queries/stored_charge'
import type { PeriodCharge } from '#billing/workflow/charge_period'
import type { Consumption } from '#billing/workflow/charge_types'
import { FROZEN_STATES } from '#billing/workflow/period_steps'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import { termsFrom, termsOfContracts } from '#contracts/queries/contract_terms'
import { periodOfMonth, type CyclePeriod } from '#contracts/queries/billing_cycle'
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
  /** Earlier periods that are not approved, the oldest first, with how they stand. */
  earlier: (CountedPeriod & { row: BillingPeriod | null })[]
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
  return (await periodBills(client, [contract], () => month)).get(contract.id)!
}

/** The same for several contracts, each by a month of its own, in as many statements as for one. */
export async function periodBills(
  client: QueryClientContract,
  contracts: readonly Contract[],
  monthOf: (contract: Contract) => string
): Promise<Map<number, PeriodBill>> {
  const wanted = contracts.map((contract) => periodOfMonth(monthOf(contract), contract))
  const ids = contracts.map(({ id }) => id)
  const until =
    wanted
      .map(({ startsOn }) => startsOn)
      .toSorted()
      .at(-1) ?? ''
  const rows = await BillingPeriod.query({ client })
    .whereIn('contractId', ids)
    .where('startsOn', '<=', until)
    .orderBy('startsOn')
  const rowsOf = Map.groupBy(rows, ({ contractId }) => contractId)
  const versionsOf = await termsOfContracts(ids, client)
  const asked = contracts.map((contract, index): Asked => {
    const period = wanted[index]!
    const own = (rowsOf.get(contract.id) ?? []).filter(
      ({ startsOn }) => startsOn <= period.startsOn
    )
    return { contract, wanted: period, rows: own, versions: versionsOf.get(contract.id) ?? [] }
  })
  const [frozen, open] = [asked.filter(isFrozen), asked.filter((each) => !isFrozen(each))]
  const bills = [...(await storedBills(client, frozen)), ...(await countedBills(client, open))]
  return new Map(bills)
}

type Asked = {
  contract: Contract
  wanted: CyclePeriod
  /** Up to the wanted one, the oldest first. */
  rows: BillingPeriod[]
  versions: ContractTerms[]
}

function isFrozen(asked: Asked): boolean {
  const row = rowOf(asked)
  return row !== null && FROZEN_STATES.includes(row.state)
}

function rowOf({ rows, wanted }: Asked): BillingPeriod | null {
  return rows.find(({ startsOn }) => startsOn === wanted.startsOn) ?? null
}

/** Approved periods before the wanted one. */
function frozenBefore({ rows, wanted }: Asked): BillingPeriod[] {
  return rows.filter(
    ({ state, startsOn }) => FROZEN_STATES.includes(state) && startsOn < wanted.startsOn
  )
}

function consumptionOf(rows: readonly BillingPeriod[]): Consumption[] {
  return rows.flatMap(({ consumption }) => consumption ?? [])
}

async function storedBills(
  client: QueryClientContract,
  asked: readonly Asked[]
): Promise<[number, PeriodBill][]> {
  const rows = asked.map((each) => rowOf(each)!)
  const charges = await storedCharges(client, rows)
  return asked.map((each, index) => {
    const row = rows[index]!
    const bill: PeriodBill = {
      ...{ period: { ...each.wanted, number: row.number }, row },
      past: consumptionOf(frozenBefore(each)),
      terms: termsFrom(each.versions, row.startsOn),
      charge: charges.get(row.id)!,
      ...{ workOf: { periodId: row.id }, unapproved: 0, waits: false, earlier: [] },
    }
    return [each.contract.id, bill]
  })
}

async function countedBills(
  client: QueryClientContract,
  asked: readonly Asked[]
): Promise<[number, PeriodBill][]> {
  const vatOf = await reportVats(
    client,
    asked.map(({ contract }) => contract)
  )
  const chains = asked.map((each): OpenChain => {
    const { contract, versions, wanted } = each
    const last = frozenBefore(each).at(-1) ?? null
    return { contract, versions, wanted, last, vat: vatOf(contract) }
  })
  const counted = await countOpenPeriods(client, chains)
  return asked.map((each, index) => [each.contract.id, countedBill(each, counted[index]!)])
}

function countedBill(asked: Asked, counted: readonly CountedPeriod[]): PeriodBill {
  const { contract, wanted, rows } = asked
  const { period, terms, charge, work } = counted.at(-1)!
  const earlier = counted.slice(0, -1).map((each) => ({
    ...each,
    row: rows.find(({ startsOn }) => startsOn === each.period.startsOn) ?? null,
  }))
  const isFirst = earlier.length === 0
  return {
    ...{ period, row: rowOf(asked), terms, charge, earlier },
    workOf: {
      ...{ contractId: contract.id, to: wanted.endsOn },
      from: isFirst && period.number > 0 ? null : wanted.startsOn,
    },
    unapproved: unapprovedOf(work),
    waits: !isFirst,
    past: [
      ...consumptionOf(frozenBefore(asked)),
      ...earlier.flatMap((each) => each.charge.consumption),
    ],
  }
}

/** How much of some work is not approved yet. */
export function unapprovedOf(work: readonly PeriodWork[]): number {
  return work.filter(({ isApproved }) => !isApproved).length
}
