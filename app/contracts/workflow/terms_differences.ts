import type { RuleKind, RuleTakes, RuleTerms } from '#contracts/models/terms_types'

/** A version of a contract's terms as far as people compare it. */
export type ComparedTerms = {
  rateCardId: number | null
  rounding: object
  travel: object | null
  credits: object | null
  capMinor: number | null
  capMinutes: number | null
  rules: readonly ComparedRule[]
}
export type ComparedRule = {
  key: string
  kind: RuleKind
  nameRu: string | null
  nameEn: string | null
  terms: RuleTerms
  takes: RuleTakes | null
}

export const COMPARED_PARTS = [
  ...(['rateCardId', 'rounding', 'travel', 'credits', 'capMinor', 'capMinutes'] as const),
] as const
export type TermsPart = (typeof COMPARED_PARTS)[number]

export type TermsDifferences = {
  parts: TermsPart[]
  /** Keys of rules, in the order of the later version; those removed come last. */
  added: string[]
  changed: string[]
  removed: string[]
  isReordered: boolean
}

/** What an amendment changed (§7.1): parts by name, rules by their keys. */
export function termsDifferences(before: ComparedTerms, after: ComparedTerms): TermsDifferences {
  const old = new Map(before.rules.map((rule) => [rule.key, rule]))
  const now = new Map(after.rules.map((rule) => [rule.key, rule]))
  const stayed = (rules: readonly ComparedRule[]) =>
    rules.map(({ key }) => key).filter((key) => old.has(key) && now.has(key))
  return {
    parts: COMPARED_PARTS.filter((part) => !isSame(before[part], after[part])),
    added: [...now.keys()].filter((key) => !old.has(key)),
    changed: after.rules
      .filter((rule) => old.has(rule.key) && !isSameRule(old.get(rule.key)!, rule))
      .map(({ key }) => key),
    removed: [...old.keys()].filter((key) => !now.has(key)),
    isReordered: !isSame(stayed(before.rules), stayed(after.rules)),
  }
}

function isSameRule(one: ComparedRule, other: ComparedRule): boolean {
  return (['kind', 'nameRu', 'nameEn', 'terms', 'takes'] as const).every((field) =>
    isSame(one[field], other[field])
  )
}

/** By content: databases may give the fields of a document in another order. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, ordered(each)]))
}
