import type { BillingKind, Signatory } from '#contracts/models/contract_types'
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
    billingKind: BillingKind
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
  consumption: Consumption
  sla: SlaStatistics & { breaches: SlaBreach[] }
  tickets: ReportTicket[]
  entries: ReportEntry[]
}

export type ReportMonth = {
  month: string
  firstDate: string
  lastDate: string
  timeZone: string
  /** False while the month still runs in the contract's zone. */
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

const CHARGE_RULES = [
  'time',
  'fixed_fee',
  'overage',
  'prepaid_fee',
  'pack',
  'single_incident',
] as const
export type ChargeRule = (typeof CHARGE_RULES)[number]

/** One line of the summary: `quantity` is minutes or pieces, prices stand as `vatMode` says. */
export type ReportCharge = VatSplit & {
  rule: ChargeRule
  service: LocalText | null
  unit: 'minutes' | 'month' | 'pack' | 'incident'
  quantity: number
  priceMinor: number
  amountMinor: number
  vatRate: VatRate
  /** Days a fee was charged for, when not the whole month. */
  days: { activeDays: number; daysInPeriod: number } | null
}

export type TimeConsumption = {
  month: string
  rawMinutes: number
  nonBillableMinutes: number
  billableMinutes: number
  billedMinutes: number
}

export type FeeConsumption = {
  month: string
  includedMinutes: number
  usedMinutes: number
  unusedMinutes: number
  overageMinutes: number
  overageMinor: number
}

export type BlockConsumption = {
  month: string
  openingMinutes: number
  grantedMinutes: number
  usedMinutes: number
  fromBalanceMinutes: number
  overageMinutes: number
  expiredMinutes: number
  closingMinutes: number
  overageMinor: number
}

export type PackConsumption = {
  month: string
  openingUnits: number
  grantedUnits: number
  usedUnits: number
  fromBalanceUnits: number
  singleUnits: number
  expiredUnits: number
  closingUnits: number
}

/** Latest months last; balances show where they come from, the others the month alone. */
export type Consumption =
  | { kind: 'tm'; rows: TimeConsumption[] }
  | { kind: 'fixed_fee'; rows: FeeConsumption[] }
  | { kind: 'prepaid_block'; rows: BlockConsumption[] }
  | { kind: 'incident_pack'; rows: PackConsumption[] }

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

export type ReportEntry = {
  id: number
  workDate: string
  ticket: string
  person: string
  workType: LocalText
  rawMinutes: number
  billedMinutes: number
  ratePerHourMinor: number | null
  amountMinor: number | null
  isBillable: boolean
  note: string | null
}
