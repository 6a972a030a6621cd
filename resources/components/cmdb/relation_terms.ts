import type { RULES } from '~/components/cmdb/choices'
import type { RelatedItem } from '~/components/cmdb/types'

/** Stands for "as the type says", where a field of a choice cannot be empty. */
export const USUAL = 'default'
export const FLOWS = ['target_to_source', 'source_to_target', 'none'] as const

export type TermsForm = {
  groupKey: string
  rule: (typeof RULES)[number] | typeof USUAL
  ruleValue: number
  propagates: (typeof FLOWS)[number] | typeof USUAL
  validFrom: string
  validTo: string
  dataSource: string
  confidence: number
}

/** Nobody but the person who writes it says so, without doubt. */
export const OWN_WORD = 'manual'

/** What the fields show of a relation, or of a new one. */
export function termsOf(other: RelatedItem | null): TermsForm {
  return {
    groupKey: other?.groupKey ?? '',
    rule: (other?.rule ?? USUAL) as TermsForm['rule'],
    ruleValue: other?.ruleValue ?? 2,
    propagates: (other?.propagates ?? USUAL) as TermsForm['propagates'],
    validFrom: other?.validFrom ?? '',
    validTo: other?.validTo ?? '',
    dataSource: !other || other.dataSource === OWN_WORD ? '' : other.dataSource,
    confidence: other?.confidence ?? 100,
  }
}

/** What is sent of them. */
export function toTerms(form: TermsForm) {
  const groupKey = form.groupKey.trim() || null
  const rule = groupKey === null || form.rule === USUAL ? null : form.rule
  return {
    ...{ groupKey, rule, ruleValue: rule && needsNumber(rule) ? form.ruleValue : null },
    propagates: form.propagates === USUAL ? null : form.propagates,
    ...{ validFrom: form.validFrom || null, validTo: form.validTo || null },
    ...{ dataSource: form.dataSource.trim() || OWN_WORD, confidence: form.confidence },
  }
}

export function needsNumber(rule: TermsForm['rule']): boolean {
  return rule === 'at_least' || rule === 'percent'
}
