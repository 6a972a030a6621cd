import type { ChargeKind, ChargeUnit, Consumption } from '#billing/workflow/charge_types'
import type { PeriodState } from '#billing/workflow/period_steps'
import type { Exchange } from '#billing/workflow/fx'
import type { Signatory } from '#contracts/models/contract_types'
import type { RuleKind } from '#contracts/models/terms_types'
import type { VatMode, VatRate, VatSplit } from '#core/vat'
import type { SlaStatistics } from '#billing/workflow/sla_statistics'

/**
 * The data of a client's report for a month (§7.7); the page, the workbook and the PDF are made of
 * it alone. Money is in minor units of `currency`, time in minutes, instants are ISO in UTC, dates
 * ISO and local to `period.timeZone`.
 */
export type ContractReport = {
  contract: {
    number: string
    name: string
    /** Of the rules the period is charged by, in their order. */
    kinds: RuleKind[]
    currency: string
    vatMode: VatMode
    vatProfile: string
    startsOn: string
    endsOn: string | null
  }
  provider: ReportParty
  client: ReportParty
  period: ReportMonth
  generatedAt: string
  charges: ReportCharge[]
  totals: VatSplit
  /** VAT of the charges by rate, highest rate first. */
  vatByRate: { vatRate: VatRate; vatMinor: number }[]
  /** Null for a currency without words. */
  amountInWords: LocalText | null
  /** The gross total in another currency; null where none was agreed with the act (BT-10a). */
  equivalent: (Exchange & { grossMinor: number }) | null
  consumption: RuleConsumption[]
  sla: SlaStatistics & { breaches: SlaBreach[] }
  tickets: ReportTicket[]
  entries: ReportEntry[]
  expenses: ReportExpense[]
}

export type ReportMonth = {
  month: string
  firstDate: string
  lastDate: string
  timeZone: string
  /** Counted from the contract's first. */
  number: number
  state: PeriodState
  revision: number
  actNumber: string | null
  actDate: string | null
  invoiceNumber: string | null
  invoiceDate: string | null
  /** False while the period still runs in the contract's zone. */
  isOver: boolean
}

export type LocalText = { ru: string; en: string }

export type ReportParty = {
  name: string
  taxNumber: string | null
  taxRegistrationCode: string | null
  address: string | null
  bankDetails: string | null
  locale: string
  signatory: Signatory
}

/** One line of the summary: prices stand as `vatMode` says. */
export type ReportCharge = VatSplit & {
  kind: ChargeKind
  service: LocalText | null
  /** Of the rule, or of what was spent. */
  name: LocalText | null
  unit: ChargeUnit
  quantity: number
  priceMinor: number
  /** A decimal string: hours that cost more, a share for travel. */
  multiplier: string
  amountMinor: number
  vatRate: VatRate
  /** Days a fee was charged for, when not the whole period. */
  days: { activeDays: number; daysInPeriod: number } | null
  /** `YYYY-MM` of the period a credit or correction comes from. */
  originMonth: string | null
}

/** How a rule was used, latest period last; balances show where they come from, others the period alone. */
export type RuleConsumption = {
  ruleKey: string
  name: LocalText | null
  kind: Consumption['kind']
  rows: Consumption['row'][]
}

export type SlaBreach = {
  ticket: string
  metric: string
  openedAt: string
  dueAt: string
  stoppedAt: string
  /** Working minutes above the target; 0 when the target ran out at closing time (§3.3.4). */
  overrunMinutes: number
}

export type SlaOutcome = 'met' | 'breached'

/** `outcome` tells of clocks that stopped in this month, so that it adds up to the SLA section. */
export type ReportTicket = {
  number: string
  kind: string
  title: string
  requester: string
  site: string | null
  service: LocalText | null
  item: string | null
  priority: number
  state: string
  openedAt: string
  respondedAt: string | null
  resolvedAt: string | null
  response: SlaOutcome | null
  resolution: SlaOutcome | null
  billedMinutes: number
  /** Null where the contract does not bill by time. */
  amountMinor: number | null
}

/** Something spent besides time; the price is that before its markup, a decimal string of percents. */
export type ReportExpense = VatSplit & {
  spentOn: string
  ticket: string
  name: string
  quantity: number
  unit: string
  priceMinor: number
  markupPercent: string
  vatRate: VatRate
}

/** A piece of work, or the stretch of it that fell into one band. */
export type ReportEntry = {
  id: number
  workDate: string
  ticket: string
  person: string
  /** What they worked as; null without a role. */
  role: LocalText | null
  workType: LocalText
  /** Null for work that is not billed. */
  band: string | null
  multiplier: string | null
  rawMinutes: number
  billedMinutes: number
  ratePerHourMinor: number | null
  /** Null where the contract does not bill it by time. */
  amountMinor: number | null
  isBillable: boolean
  note: string | null
}
