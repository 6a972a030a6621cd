import type { LotMovement, Lot } from '#billing/workflow/lots'
import type { ActiveDays } from '#billing/workflow/proration'
import type { TimeEntry } from '#billing/workflow/time_rounding'
import type { VatTerms } from '#billing/workflow/vat_document'
import type { RoundingTerms, RuleKind, RuleTakes, RuleTerms } from '#contracts/models/terms_types'
import type { VatRate, VatSplit } from '#core/vat'

/** What a line charges for. */
export const CHARGE_KINDS = [
  ...(['time', 'travel', 'minimum', 'over_cap'] as const),
  ...(['fixed_fee', 'prepaid_fee', 'top_up', 'overage'] as const),
  ...(['pack', 'single_incident', 'units', 'recurring', 'discount'] as const),
  ...(['material', 'mileage', 'call_out', 'other_expense'] as const),
  ...(['sla_credit', 'correction'] as const),
] as const
export type ChargeKind = (typeof CHARGE_KINDS)[number]

export type ChargeUnit = 'minutes' | 'period' | 'pack' | 'incident' | 'piece' | 'km'

export const EXPENSE_KINDS = ['material', 'mileage', 'call_out', 'other_expense'] as const
export type ExpenseKind = (typeof EXPENSE_KINDS)[number]

/** A billing rule as the engine takes it; the key stays the same from version to version. */
export type ChargeRule = {
  key: string
  kind: RuleKind
  terms: RuleTerms
  takes: RuleTakes | null
}

/** Billable work of a period. */
export type WorkEntry = TimeEntry & {
  workTypeId: number
  workRoleId: number | null
  serviceId: number | null
  isTravel: boolean
}

/** An incident with what it takes from a pack. */
export type PackedIncident = { id: string; units: number; serviceId: number | null }

/** What a rule passes on from a period to the next: lots of a balance, or minutes not used. */
export type Balance = { lots: Lot[]; carriedMinutes: number }
export type Balances = Record<string, Balance>

/** The period that is charged; `serviceDate` decides the VAT of what was rendered all through it. */
export type ChargedPeriod = {
  number: number
  /** `YYYY-MM` in which it begins. */
  month: string
  days: ActiveDays
  serviceDate: string
}

/** How a line was counted, for those who ask. */
export type ChargeBasis = {
  days?: ActiveDays
  rounding?: RoundingTerms
  included?: { includedMinutes: number; carriedMinutes: number; usedMinutes: number }
  limit?: { workedMinor: number; limitMinor: number }
  units?: { basis: string; tierMode: string; tiers: { upTo: number | null; priceMinor: number }[] }
  percent?: { percent: string; ofMinor: number }
  credit?: { compliancePercent: string; creditPercent: string; feeMinor: number }
  correction?: { reason: string; deltaMinutes: number | null; entryId: number | null }
  expenseIds?: number[]
}

/** A line before its VAT; the quantity is a decimal string, its unit decides what it counts. */
export type UntaxedLine = {
  ruleKey: string | null
  kind: ChargeKind
  serviceId: number | null
  /** Of an expense or a correction, which have no rule to be named by. */
  name: string | null
  unit: ChargeUnit
  quantity: string
  priceMinor: number
  multiplier: string
  amountMinor: number
  vatRate: VatRate
  originPeriodId: number | null
  reversesId: number | null
  basis: ChargeBasis
}
export type ChargeLine = UntaxedLine & VatSplit

/** A stretch of work with what was made of it; `line` is its place among the lines. */
export type BilledPart = {
  entryId: number
  ruleKey: string | null
  /** Null: a fee or a balance covers it. */
  line: number | null
  serviceDate: string
  band: string
  multiplier: string
  ratePerHourMinor: number | null
  rawMinutes: number
  billedMinutes: number
  amountMinor: number | null
}

export type RuleMovement = LotMovement & { ruleKey: string }

/** What a rule makes of a period; `line` of its parts counts its own lines. */
export type RuleResult = {
  lines: UntaxedLine[]
  parts: BilledPart[]
  movements: RuleMovement[]
  balance: Balance | null
  consumption: Consumption | null
  unratedIds: number[]
}

export type ChargeVat = VatTerms & { rateOn: (serviceDate: string) => VatRate }

/** How a rule was used in a period: minutes, units or money by name. */
type Row<Fields extends string> = { month: string } & Record<Fields, number>

export type TimeConsumption = Row<'rawMinutes' | 'billedMinutes' | 'amountMinor'>
export type FeeConsumption = Row<
  | 'includedMinutes'
  | 'carriedMinutes'
  | 'usedMinutes'
  | 'unusedMinutes'
  | 'overageMinutes'
  | 'overageMinor'
>
export type BlockConsumption = Row<
  | 'openingMinutes'
  | 'grantedMinutes'
  | 'usedMinutes'
  | 'fromBalanceMinutes'
  | 'overageMinutes'
  | 'expiredMinutes'
  | 'closingMinutes'
  | 'overageMinor'
>
export type PackConsumption = Row<
  | 'openingUnits'
  | 'grantedUnits'
  | 'usedUnits'
  | 'fromBalanceUnits'
  | 'singleUnits'
  | 'expiredUnits'
  | 'closingUnits'
>
/** Quantities have up to two digits where an average was counted. */
export type UnitConsumption = Row<'quantity' | 'peak' | 'average' | 'amountMinor'>

export type Consumption = { ruleKey: string } & (
  | { kind: 'tm'; row: TimeConsumption }
  | { kind: 'fixed_fee'; row: FeeConsumption }
  | { kind: 'prepaid_block'; row: BlockConsumption }
  | { kind: 'incident_pack'; row: PackConsumption }
  | { kind: 'per_unit'; row: UnitConsumption }
)
