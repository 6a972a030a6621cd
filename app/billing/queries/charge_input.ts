import type { LoggedWork } from '#billing/queries/report_entries'
import type { Consumption, ReportCharge } from '#billing/queries/report_types'
import type { ReportVat } from '#billing/queries/report_vat'
import { billedMinutes } from '#billing/workflow/billed_minutes'
import type { ReportPeriod } from '#billing/workflow/report_period'
import type { RoundingPolicy } from '#billing/workflow/time_rounding'
import type Contract from '#contracts/models/contract'
import type { RoundingTerms } from '#contracts/models/contract_types'
import { sumMinutes } from '#core/duration'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type ChargeInput = {
  client: QueryClientContract
  /** With its agreement. */
  contract: Contract
  period: ReportPeriod
  vat: ReportVat
  /** The month's work that is billable. */
  work: LoggedWork[]
  /** All of the month's work. */
  allWork: LoggedWork[]
}

/** What an entry adds to the bill; the amount is null where the contract does not bill by time. */
export type EntryShare = {
  billedMinutes: number
  ratePerHourMinor: number | null
  amountMinor: number | null
}

export type MonthCharge = {
  charges: ReportCharge[]
  consumption: Consumption
  /** By entry id, billable entries only. */
  shares: Map<number, EntryShare>
}

export function roundingPolicy({ scope, minimum, increment, mode }: RoundingTerms): RoundingPolicy {
  return { scope, mode, minimumMinutes: minimum, incrementMinutes: increment }
}

/** Entries of a contract that bills something else than time: rounded minutes, no amounts. */
export function coveredShares({ contract, work }: ChargeInput): Map<number, EntryShare> {
  const billed = billedMinutes(work, roundingPolicy(contract.billingTerms.rounding))
  return new Map(
    [...billed].map(([id, minutes]) => [
      id,
      { billedMinutes: minutes, ratePerHourMinor: null, amountMinor: null },
    ])
  )
}

export function totalBilled(shares: Map<number, EntryShare>): number {
  return sumMinutes([...shares.values()].map((share) => share.billedMinutes))
}

/** A fee is a service of the whole month: its VAT is the rate of the last day it was rendered. */
export function feeDate({ contract, period }: Pick<ChargeInput, 'contract' | 'period'>): string {
  const { endsOn } = contract
  const endsInside = endsOn !== null && endsOn >= period.firstDate && endsOn < period.lastDate
  return endsInside ? endsOn : period.lastDate
}
