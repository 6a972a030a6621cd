import type { AgreedRule, AgreedTerms } from '#contracts/actions/write_terms'
import type { CreditTerms, PerUnitTerms } from '#contracts/models/terms_types'

/** What is wrong with terms, at which field; `key` names the message. */
export type TermsProblem = { field: string; key: string; params: Record<string, string | number> }

/** What a version of terms must not say although each field is well formed (§7.2). */
export function termsProblems({ rules, rateCardId, credits }: AgreedTerms): TermsProblem[] {
  const needsRates = rules.some(({ kind }) => kind === 'tm')
  return [
    ...(needsRates && rateCardId === null ? [problem('rateCardId', 'rate_card_missing')] : []),
    ...repeatedKeys(rules),
    ...rules.flatMap((rule, index) => ruleProblems(rule, `rules.${index}`, rules.slice(0, index))),
    ...(credits ? creditProblems(credits) : []),
  ]
}

function repeatedKeys(rules: readonly AgreedRule[]): TermsProblem[] {
  return rules.flatMap(({ key }, index) =>
    rules.findIndex((each) => each.key === key) < index
      ? [problem(`rules.${index}.key`, 'key_repeated')]
      : []
  )
}

function ruleProblems(
  rule: AgreedRule,
  place: string,
  before: readonly AgreedRule[]
): TermsProblem[] {
  switch (rule.kind) {
    case 'tm': {
      const { minimumMinor, capMinor } = rule.terms
      const isCrossed = minimumMinor !== null && capMinor !== null && minimumMinor > capMinor
      return isCrossed ? [problem(`${place}.terms.capMinor`, 'cap_below_minimum')] : []
    }
    case 'per_unit':
      return tierProblems(rule.terms.tiers, `${place}.terms.tiers`)
    case 'discount': {
      const unknown = (rule.terms.ofKeys ?? []).some(
        (key) => !before.some((each) => each.key === key)
      )
      if (unknown) return [problem(`${place}.terms.ofKeys`, 'discount_ahead')]
      return before.length === 0 ? [problem(place, 'discount_first')] : []
    }
    default:
      return []
  }
}

/** Tiers rise, and the last one is open. */
function tierProblems(tiers: PerUnitTerms['tiers'], place: string): TermsProblem[] {
  return tiers.flatMap(({ upTo }, index) => {
    const field = `${place}.${index}.upTo`
    const isLast = index === tiers.length - 1
    if (isLast) return upTo === null ? [] : [problem(field, 'last_tier_open')]
    if (upTo === null) return [problem(field, 'tier_open')]
    const previous = tiers[index - 1]?.upTo ?? 0
    return upTo <= previous ? [problem(field, 'tiers_rise', { n: previous })] : []
  })
}

/** From the best compliance down to 0, so that each one finds its row (§7.5). */
function creditProblems({ table }: CreditTerms): TermsProblem[] {
  const falling = table.flatMap(({ from }, index) => {
    const above = table[index - 1]
    return above && Number(from) >= Number(above.from)
      ? [problem(`credits.table.${index}.from`, 'credits_fall')]
      : []
  })
  const isOpen = Number(table.at(-1)!.from) > 0
  return [
    ...falling,
    ...(isOpen ? [problem(`credits.table.${table.length - 1}.from`, 'credits_end')] : []),
  ]
}

function problem(field: string, key: string, params: TermsProblem['params'] = {}): TermsProblem {
  return { field, key, params }
}
