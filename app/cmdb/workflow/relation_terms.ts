import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { ImpactFlow } from '#cmdb/workflow/impact_edges'

/** What a relation says beside its ends and its type (domain §4.3). */
export type RelationTerms = {
  /** Relations of one consumer with the same key form one redundancy group under this rule. */
  groupKey: string | null
  rule: DependencyRuleType | null
  /** A count for at_least, where 0 means that the consumer is degraded only; percent otherwise. */
  ruleValue: number | null
  /** Where a failure goes, in the place of what the type says. */
  propagates: ImpactFlow | null
  /** The first and the last day on which it is true, `YYYY-MM-DD`; both belong to it. */
  validFrom: string | null
  validTo: string | null
  /** Who says so: `manual`, or the name of a source. */
  dataSource: string
  /** How sure that source is, in percent. */
  confidence: number
}

export const USUAL_TERMS: RelationTerms = {
  ...{ groupKey: null, rule: null, ruleValue: null, propagates: null },
  ...{ validFrom: null, validTo: null, dataSource: 'manual', confidence: 100 },
}

type Period = Pick<RelationTerms, 'validFrom' | 'validTo'>

/** Whether two periods share a day; an open end is for ever. */
export function overlaps(one: Period, other: Period): boolean {
  const startsBeforeEnd = (start: string | null, end: string | null) =>
    start === null || end === null || start <= end
  return (
    startsBeforeEnd(one.validFrom, other.validTo) && startsBeforeEnd(other.validFrom, one.validTo)
  )
}

/** The same terms with nothing said that has no meaning: a rule belongs to a group, a number to a rule. */
export function tidyTerms(terms: RelationTerms): RelationTerms {
  const groupKey = terms.groupKey?.trim() || null
  const rule = groupKey === null ? null : terms.rule
  const hasNumber = rule === 'at_least' || rule === 'percent'
  return { ...terms, groupKey, rule, ruleValue: hasNumber ? terms.ruleValue : null }
}
