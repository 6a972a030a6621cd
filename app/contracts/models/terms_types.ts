/** What a contract charges (domain §7.2). Prices in minor units of its currency, time in minutes. */

/** The ways of charging a contract is composed of. */
export const RULE_KINDS = [
  'tm',
  'fixed_fee',
  'prepaid_block',
  'incident_pack',
  'per_unit',
  'recurring',
  'discount',
] as const
export type RuleKind = (typeof RULE_KINDS)[number]

/** Those that take work: what no rule takes is billed by nobody. */
export const WORK_RULE_KINDS = ['tm', 'fixed_fee', 'prepaid_block', 'incident_pack'] as const

export const ROUNDING_SCOPES = ['entry', 'ticket', 'ticket_day', 'period'] as const
export const ROUNDING_MODES = ['up', 'nearest', 'down'] as const

export type RoundingTerms = {
  scope: (typeof ROUNDING_SCOPES)[number]
  minimum: number
  increment: number
  mode: (typeof ROUNDING_MODES)[number]
}

/** Work by the hour, at the rate card's prices. */
export type TmTerms = { minimumMinor: number | null; capMinor: number | null }

export type FixedFeeTerms = {
  feeMinor: number
  includedMinutes: number
  overageRatePerHourMinor: number
  /** Unused minutes go one period further. */
  rollover: boolean
}

/** Minutes the balance cannot cover are billed by the hour, or buy another block. */
export type OverageTerms =
  { kind: 'rate'; ratePerHourMinor: number } | { kind: 'top_up'; minutes: number; feeMinor: number }

export type PrepaidBlockTerms = {
  feeMinor: number
  grantMinutes: number
  /** Periods a grant lives, its own included; null is for ever. */
  lifePeriods: number | null
  rolloverCapMinutes: number | null
  overage: OverageTerms
  /** Whether work out of hours burns the balance faster, by the multiplier of its band. */
  weighsBands: boolean
}

export type IncidentPackTerms = {
  packSize: number
  packPriceMinor: number
  /** Packs are bought as they run out, or one comes with each period and what goes beyond is single. */
  purchase: 'automatic' | 'monthly'
  singlePriceMinor: number
  lifePeriods: number | null
}

export const UNIT_BASES = ['at_date', 'average', 'peak'] as const
export const TIER_MODES = ['graduated', 'volume'] as const

export type PerUnitTerms = {
  /** Active people of the client, or its items in use of a class and those below it. */
  counts: { kind: 'people' } | { kind: 'items'; classKey: string }
  basis: (typeof UNIT_BASES)[number]
  tierMode: (typeof TIER_MODES)[number]
  /** `upTo` is the last quantity of a tier; the last tier is open (null). */
  tiers: { upTo: number | null; priceMinor: number }[]
}

/** A fixed amount of each period; prorated by days unless it is due in full. */
export type RecurringTerms = { quantity: number; priceMinor: number; isProrated: boolean }

/** A percentage off what the rules named have charged; none named is all of them. */
export type DiscountTerms = { percent: string; ofKeys: string[] | null }

export type TermsOfKind = {
  tm: TmTerms
  fixed_fee: FixedFeeTerms
  prepaid_block: PrepaidBlockTerms
  incident_pack: IncidentPackTerms
  per_unit: PerUnitTerms
  recurring: RecurringTerms
  discount: DiscountTerms
}
export type RuleTerms = TermsOfKind[RuleKind]

/** Work a rule takes: of one of these types and services; null is any. */
export type RuleTakes = { workTypeIds: number[] | null; serviceIds: number[] | null }

/** Time on the road is billed at a share of the rate; kilometres and call-outs by their own price. */
export type TravelTerms = { travelPercent: string; perKmMinor: number; callOutFeeMinor: number }

/** What broken promises give back of the fees, by compliance (domain §7.5). */
export type CreditTerms = {
  table: { from: string; creditPercent: string }[]
  capPercent: string | null
}

export const BAND_DAYS = ['working', 'off', 'any'] as const

/**
 * Hours that cost more (domain §7.3): daily windows in local minutes, `toMinute` exclusive, by the
 * working days of the contract's calendar, from an ISO date on; `validTo` is inclusive, null for ever.
 * Hours in no window cost the plain rate.
 */
export type BandWindow = {
  band: string
  multiplier: string
  days: (typeof BAND_DAYS)[number]
  fromMinute: number
  toMinute: number
  validFrom: string
  validTo: string | null
}
export type BandTerms = { windows: BandWindow[] }
