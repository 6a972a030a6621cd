/** What the form of each kind of billing rule asks for. */
export const RULE_KINDS = [
  ...(['tm', 'fixed_fee', 'prepaid_block', 'incident_pack'] as const),
  ...(['per_unit', 'recurring', 'discount'] as const),
] as const
export type RuleKind = (typeof RULE_KINDS)[number]
export const WORK_KINDS: readonly string[] = ['tm', 'fixed_fee', 'prepaid_block', 'incident_pack']

/** A number, nothing, or text that cannot be read as one. */
export type Amount = number | string | null
export type Value = Amount | boolean
export type Values = Record<string, Value>

export type RuleField = {
  /** Its place in the terms. */
  at: string
  type: 'money' | 'minutes' | 'whole' | 'percent' | 'flag' | 'choice' | 'class'
  optional?: true
  options?: readonly string[]
  when?: (values: Values) => boolean
  initial: Value
}

const isRate = (values: Values) => values['overage.kind'] === 'rate'
const isTopUp = (values: Values) => values['overage.kind'] === 'top_up'

export const RULE_FIELDS: Record<RuleKind, RuleField[]> = {
  tm: [
    { at: 'minimumMinor', type: 'money', optional: true, initial: null },
    { at: 'capMinor', type: 'money', optional: true, initial: null },
  ],
  fixed_fee: [
    { at: 'feeMinor', type: 'money', initial: null },
    { at: 'includedMinutes', type: 'minutes', initial: null },
    { at: 'overageRatePerHourMinor', type: 'money', initial: null },
    { at: 'rollover', type: 'flag', initial: false },
  ],
  prepaid_block: [
    { at: 'feeMinor', type: 'money', initial: null },
    { at: 'grantMinutes', type: 'minutes', initial: null },
    { at: 'lifePeriods', type: 'whole', optional: true, initial: null },
    { at: 'rolloverCapMinutes', type: 'minutes', optional: true, initial: null },
    { at: 'overage.kind', type: 'choice', options: ['rate', 'top_up'], initial: 'rate' },
    { at: 'overage.ratePerHourMinor', type: 'money', when: isRate, initial: null },
    { at: 'overage.minutes', type: 'minutes', when: isTopUp, initial: null },
    { at: 'overage.feeMinor', type: 'money', when: isTopUp, initial: null },
    { at: 'weighsBands', type: 'flag', initial: false },
  ],
  incident_pack: [
    { at: 'packSize', type: 'whole', initial: null },
    { at: 'packPriceMinor', type: 'money', initial: null },
    { at: 'purchase', type: 'choice', options: ['automatic', 'monthly'], initial: 'automatic' },
    { at: 'singlePriceMinor', type: 'money', initial: 0 },
    { at: 'lifePeriods', type: 'whole', optional: true, initial: null },
  ],
  per_unit: [
    { at: 'counts.kind', type: 'choice', options: ['people', 'items'], initial: 'people' },
    {
      ...{ at: 'counts.classKey', type: 'class', initial: null },
      when: (values) => values['counts.kind'] === 'items',
    },
    { at: 'basis', type: 'choice', options: ['at_date', 'average', 'peak'], initial: 'at_date' },
    { at: 'tierMode', type: 'choice', options: ['graduated', 'volume'], initial: 'graduated' },
  ],
  recurring: [
    { at: 'quantity', type: 'whole', initial: 1 },
    { at: 'priceMinor', type: 'money', initial: null },
    { at: 'isProrated', type: 'flag', initial: true },
  ],
  discount: [{ at: 'percent', type: 'percent', initial: null }],
}

/** `overage.kind` of nested terms. */
export function readAt(terms: object, at: string): Value | undefined {
  return at
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], terms) as
    Value | undefined
}

/** Nested terms of values by their places; what does not apply is left out. */
export function nested(kind: RuleKind, values: Values): Record<string, unknown> {
  const terms: Record<string, unknown> = {}
  for (const { at, when } of RULE_FIELDS[kind]) {
    if (when && !when(values)) continue
    const keys = at.split('.')
    const last = keys.pop()!
    const inner = keys.reduce<Record<string, unknown>>(
      (outer, key) => (outer[key] ??= {}) as Record<string, unknown>,
      terms
    )
    inner[last] = values[at] ?? null
  }
  return terms
}
