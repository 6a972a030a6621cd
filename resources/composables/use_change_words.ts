import { isToldTarget, useTargetWords } from '~/components/sla/use_target_words'
import { isTold as isEscalation, useEscalationWords } from '~/components/sla/use_escalation_words'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'
import { useSpan } from '~/composables/use_span'

/** Follow from the others and say nothing of their own. */
const DERIVED = new Set([
  'isOpen',
  'stateChangedAt',
  'slaState',
  'isPriorityOverridden',
  'reassignmentCount',
  'reopenCount',
  'comment',
])
const MOMENT = /^\d{4}-\d{2}-\d{2}T/

type Change = { field: string; before: unknown; after: unknown }

/** Changes of a record in words: names of fields and values as people read them. */
export function useChangeWords() {
  const { t, pick } = useLanguage()
  const { date, dateTime } = useFormat()
  const { momentText, outcomeText } = useEscalationWords()
  const { targetText } = useTargetWords()
  const { hours } = useSpan()

  function told<Each extends Change>(changes: readonly Each[]): Each[] {
    return changes.filter(({ field }) => isTold(field))
  }

  function isTold(field: string): boolean {
    return !DERIVED.has(field)
  }

  function fieldName(field: string): string {
    return t(`fields.${field}`)
  }

  function valueText(field: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return '—'
    if (field === 'state') return t(`incidents.state.${String(value)}`)
    if (field === 'priority') return t(`incidents.priority.${String(value)}`)
    if (field === 'impact' || field === 'urgency') return t(`incidents.${field}.${String(value)}`)
    if (typeof value === 'boolean') return t(value ? 'incidents.yes' : 'incidents.no')
    if (isEscalation(value)) return momentText(value, 'sla', 'resolution')
    if (field === 'escalationActions' && Array.isArray(value)) {
      return value.map((each) => outcomeText(each)).join('; ')
    }
    if (field === 'targets' && Array.isArray(value)) {
      return value.filter(isToldTarget).map(targetText).join('; ') || '—'
    }
    if (field === 'pauseStates' && Array.isArray(value)) {
      return value.map((state) => t(`sla.pause_state.${String(state)}`)).join(', ') || '—'
    }
    if (field === 'switchPolicy' || field === 'reopenPolicy') {
      const policy = field === 'switchPolicy' ? 'switch_policy' : 'reopen_policy'
      return t(`escalations.${policy}.${String(value)}`)
    }
    if (field === 'deliveryStart') return t(`sla.delivery_start.${String(value)}`)
    if (field === 'targetMinutes' && typeof value === 'number') return hours(value)
    if (field === 'validFrom' || field === 'validTo') {
      return MOMENT.test(String(value)) ? dateTime(String(value)) : date(String(value))
    }
    if (field === 'metric') return t(`sla.metric.${String(value)}`)
    if (field === 'clockKind') return t(`sla.kind.${String(value)}`)
    if (field === 'breachCause') return t(`clock_strip.breach_cause.${String(value)}`)
    if (field === 'breachReason') return t(`clock_strip.reason.${String(value)}`)
    if (field === 'terms' && isVersion(value)) {
      return [`№ ${value.number}`, value.amendment, date(value.validFrom)]
        .filter(Boolean)
        .join(', ')
    }
    if (isNamePair(value)) return pick(value.ru, value.en)
    if (Array.isArray(value)) return value.map((each) => valueText(field, each)).join(', ') || '—'
    if (typeof value === 'string') return MOMENT.test(value) ? dateTime(value) : value
    return field.endsWith('Id') ? `№ ${String(value)}` : String(value)
  }

  return { told, isTold, fieldName, valueText }
}

function isNamePair(value: unknown): value is { ru: string; en: string } {
  return typeof value === 'object' && value !== null && 'ru' in value && 'en' in value
}

/** A version of a contract's terms is told by its name, not by all it says. */
type Version = { number: number; validFrom: string; amendment: string | null }
function isVersion(value: unknown): value is Version {
  return typeof value === 'object' && value !== null && 'number' in value && 'validFrom' in value
}
