import type { LookupOption } from '~/components/forms/LookupField.vue'
import {
  nested,
  readAt,
  RULE_FIELDS,
  WORK_KINDS,
  type Amount,
  type RuleKind,
  type Values,
} from '~/components/contracts/rule_fields'

type Named = { id: number; code: string; nameRu: string; nameEn: string }
export type TermsChoices = {
  rateCards: Named[]
  workTypes: { id: number; labelRu: string; labelEn: string }[]
  classes: { code: string; labelRu: string; labelEn: string }[]
  services: Named[]
  usedKeys: string[]
}
export type Rounding = { scope: string; minimum: Amount; increment: Amount; mode: string }
type Takes = { workTypeIds: number[] | null; serviceIds: number[] | null } | null
/** A version as the server tells it. */
export type TermsGiven = {
  validFrom: string
  rateCardId: number | null
  rounding: Rounding
  travel: { travelPercent: string; perKmMinor: Amount; callOutFeeMinor: Amount } | null
  credits: { table: CreditRow[]; capPercent: string | null } | null
  capMinor: number | null
  capMinutes: number | null
  rules: {
    key: string
    kind: RuleKind
    nameRu: string | null
    nameEn: string | null
    terms: object
    takes: Takes
  }[]
}
export type CreditRow = { from: string; creditPercent: string }
export type TierDraft = { upTo: Amount; priceMinor: Amount }
export type RuleDraft = {
  key: string
  kind: RuleKind
  nameRu: string
  nameEn: string
  values: Values
  tiers: TierDraft[]
  /** Keys of the rules a discount is on; none is all before it. */
  ofKeys: string[]
  workTypeIds: number[]
  services: LookupOption[]
}
export type TermsDraft = {
  validFrom: string
  amendment: string
  rateCardId: number | null
  rounding: Rounding
  hasTravel: boolean
  travel: { travelPercent: string; perKmMinor: Amount; callOutFeeMinor: Amount }
  hasCredits: boolean
  credits: { table: CreditRow[]; capPercent: string }
  capMinor: Amount
  capMinutes: Amount
  rules: RuleDraft[]
}

/** As the reference has it (domain §7.5). */
const USUAL_CREDITS: CreditRow[] = [
  { from: '95', creditPercent: '0' },
  { from: '90', creditPercent: '5' },
  { from: '80', creditPercent: '10' },
  { from: '0', creditPercent: '20' },
]
type Words = { pick: (ru: string, en: string) => string }

export function draftTerms(
  given: TermsGiven | null,
  starts: readonly string[],
  { services }: TermsChoices,
  { pick }: Words
): TermsDraft {
  const named = services.map(({ id, code, nameRu, nameEn }) => ({
    ...{ value: id, label: pick(nameRu, nameEn), description: code },
  }))
  return {
    validFrom: starts.find((date) => date !== given?.validFrom) ?? starts[0] ?? '',
    amendment: '',
    rateCardId: given?.rateCardId ?? null,
    rounding: given
      ? { ...given.rounding }
      : { scope: 'entry', minimum: 15, increment: 15, mode: 'up' },
    hasTravel: Boolean(given?.travel),
    travel: given?.travel
      ? { ...given.travel }
      : { travelPercent: '50', perKmMinor: 0, callOutFeeMinor: 0 },
    hasCredits: Boolean(given?.credits),
    credits: {
      table: (given?.credits?.table ?? USUAL_CREDITS).map((row) => ({ ...row })),
      capPercent: given?.credits?.capPercent ?? '',
    },
    ...{ capMinor: given?.capMinor ?? null, capMinutes: given?.capMinutes ?? null },
    rules: (given?.rules ?? []).map((rule) => ({
      ...{ key: rule.key, kind: rule.kind, nameRu: rule.nameRu ?? '', nameEn: rule.nameEn ?? '' },
      values: valuesOf(rule.kind, rule.terms),
      tiers: ('tiers' in rule.terms ? (rule.terms.tiers as TierDraft[]) : []).map((tier) => ({
        ...tier,
      })),
      ofKeys: 'ofKeys' in rule.terms ? [...((rule.terms.ofKeys as string[] | null) ?? [])] : [],
      workTypeIds: [...(rule.takes?.workTypeIds ?? [])],
      services: named.filter(({ value }) => rule.takes?.serviceIds?.includes(value)),
    })),
  }
}

function valuesOf(kind: RuleKind, terms: object): Values {
  return Object.fromEntries(
    RULE_FIELDS[kind].map(({ at, initial }) => [at, readAt(terms, at) ?? initial])
  )
}

/** A rule of its own: a key that no rule of the contract ever had. */
export function newRule(kind: RuleKind, taken: readonly string[]): RuleDraft {
  let key: string = kind
  for (let n = 2; taken.includes(key); n += 1) key = `${kind}_${n}`
  return {
    ...{ key, kind, nameRu: '', nameEn: '', values: valuesOf(kind, {}) },
    tiers: kind === 'per_unit' ? [{ upTo: null, priceMinor: null }] : [],
    ...{ ofKeys: [], workTypeIds: [], services: [] },
  }
}

export function sentRule(rule: RuleDraft) {
  const { key, kind, tiers, ofKeys, workTypeIds, services } = rule
  const takes = {
    workTypeIds: workTypeIds.length > 0 ? workTypeIds : null,
    serviceIds: services.length > 0 ? services.map(({ value }) => value) : null,
  }
  const takesSome = takes.workTypeIds !== null || takes.serviceIds !== null
  return {
    ...{ key, kind, nameRu: rule.nameRu || null, nameEn: rule.nameEn || null },
    terms: {
      ...nested(kind, rule.values),
      ...(kind === 'per_unit' ? { tiers } : {}),
      ...(kind === 'discount' ? { ofKeys: ofKeys.length > 0 ? ofKeys : null } : {}),
    },
    takes: WORK_KINDS.includes(kind) && takesSome ? takes : null,
  }
}

export function sentTerms(draft: TermsDraft) {
  const { validFrom, rateCardId, rounding, capMinor, capMinutes, credits } = draft
  return {
    ...{ validFrom, rateCardId, rounding, capMinor, capMinutes },
    amendment: draft.amendment || null,
    travel: draft.hasTravel ? draft.travel : null,
    credits: draft.hasCredits ? { ...credits, capPercent: credits.capPercent || null } : null,
    rules: draft.rules.map(sentRule),
  }
}
