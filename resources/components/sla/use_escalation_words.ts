import { useLanguage } from '~/composables/use_language'
import { useSpan } from '~/composables/use_span'

export type Told = { moment: string; amount: number; isWallClock: boolean; occurrence?: number }
/** What came of an action of a rule, as the history keeps it. */
type Outcome = {
  kind: string
  count?: number
  priority?: number
  text?: string
  isSkipped?: boolean
}

/** Escalations in words, for the agreement, the ticket and the notices alike. */
export function useEscalationWords() {
  const { t } = useLanguage()
  const { hours } = useSpan()

  function metricOf(kind: unknown, metric: unknown): string {
    return t(`escalations.of_metric.${String(kind)}.${String(metric)}`)
  }

  /** "80 % of the resolution time" */
  function momentText(told: Told, kind: unknown, metric: unknown): string {
    const { moment, amount, isWallClock } = told
    return t(`escalations.notice.${moment}`, {
      amount,
      length: hours(amount),
      metric: metricOf(kind, metric),
      hours: isWallClock ? 'wall' : 'working',
    })
  }

  function outcomeText(outcome: Outcome): string {
    const { kind, count, priority, text, isSkipped } = outcome
    if (isSkipped) return t(`escalations.skipped.${kind}`)
    return t(`escalations.done.${kind}`, { count, priority, text })
  }

  return { metricOf, momentText, outcomeText }
}

export function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && 'moment' in value && 'amount' in value
}
