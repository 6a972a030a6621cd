/** The three figures that make the overall one (domain §4.7). */
export const HEALTH_KPIS = ['completeness', 'correctness', 'compliance'] as const
export type HealthKpi = (typeof HEALTH_KPIS)[number]

/** Why an item fails a figure. */
export const HEALTH_REASONS = [
  'required_missing',
  'recommended_missing',
  'orphan',
  'ownerless',
  'stale',
  'duplicate',
  'check',
] as const
export type HealthReason = (typeof HEALTH_REASONS)[number]

const KPI_OF: Record<HealthReason, HealthKpi> = {
  required_missing: 'completeness',
  recommended_missing: 'completeness',
  orphan: 'correctness',
  ownerless: 'correctness',
  stale: 'correctness',
  duplicate: 'correctness',
  check: 'compliance',
}

export function kpiOf(reason: HealthReason): HealthKpi {
  return KPI_OF[reason]
}

/** `must_relate` makes orphans, `stale_after` says when an item is stale, the rest are checks. */
export const HEALTH_RULE_KINDS = [
  'must_relate',
  'stale_after',
  'has_team',
  'has_relation',
  'not_empty',
  'allowed_values',
  'expires_later',
] as const
export type HealthRuleKind = (typeof HEALTH_RULE_KINDS)[number]

export const STALE_AFTER = { seenDays: 60, verifiedDays: 180 } as const

/** What a rule says; a kind reads only what belongs to it. */
export type HealthRuleTerms = {
  kind: HealthRuleKind
  /** The rule is for items of these environments; none means all. */
  environments: string[]
  /** A relation of any of them is enough: codes of types, or `inverseOf` them for the other end. */
  relationTypes: string[]
  field: string | null
  allowedValues: string[]
  /** Of `stale_after` since an item was last seen, of `expires_later` at least left. */
  days: number | null
  verifiedDays: number | null
}

/** What of a finding a sentence is made from. */
export type HealthFindingDetails = {
  /** Keys of attributes without a value. */
  missing?: string[]
  /** Id of the item of which this one is a duplicate. */
  duplicateOf?: number
  /** The moment an item was last seen or checked, `YYYY-MM-DD HH:mm:ss`. */
  since?: string
  value?: string
}

/** Columns of every item that a rule may ask about, with how the item's row names them. */
export const HEALTH_COLUMNS = {
  serialNumber: 'serial_number',
  vendor: 'vendor',
  model: 'model',
  ipAddress: 'ip_address',
  siteId: 'site_id',
  serviceId: 'service_id',
  ownerPersonId: 'owner_person_id',
  description: 'description',
} as const
export type HealthColumn = keyof typeof HEALTH_COLUMNS

export function isHealthColumn(field: string): field is HealthColumn {
  return Object.hasOwn(HEALTH_COLUMNS, field)
}

const INVERSE = ':inverse'

/** How a rule names the end that is pointed at; the end that points is the code alone. */
export function inverseOf(code: string): string {
  return `${code}${INVERSE}`
}

export function typeOfEnd(end: string): string {
  return end.replace(INVERSE, '')
}
