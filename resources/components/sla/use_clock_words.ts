import type { ExplainedClock } from '~/components/sla/clock_types'
import { useEscalationWords, type Told } from '~/components/sla/use_escalation_words'
import { useTargetWords } from '~/components/sla/use_target_words'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'
import { useSpan } from '~/composables/use_span'

/** The sentence behind a deadline, and the words of its parts. */
export function useClockWords() {
  const { t, pick } = useLanguage()
  const { dateTime } = useFormat()
  const { hours } = useSpan()
  const { momentText } = useEscalationWords()
  const { conditionText } = useTargetWords()

  const causeOf = (cause: string) =>
    cause === 'none' ? t('tickets.clock.pause') : t(`tickets.pause_cause.${cause}`)
  const timerText = (told: Told, kind: string, metric: string) =>
    t('clock_strip.timer', { moment: momentText(told, kind, metric) })

  function nameOf({ kind, metric, team, isSecond, round }: ExplainedClock): string {
    if (kind === 'ola') return t('clock_strip.name.ola', { team: team ?? '—' })
    if (kind === 'uc') return t('clock_strip.name.uc')
    const label = t(`tickets.metric.${metric}`)
    if (round !== null && round > 1) return t('clock_strip.round', { metric: label, n: round })
    return isSecond ? t('clock_strip.second', { metric: label }) : label
  }

  /** "Resolution: 8 h (service Mail · P2) by the agreement Gold, version 3, calendar 5×9 Moscow" */
  function promise(clock: ExplainedClock, priority: number): string {
    const { target, agreement, calendar, agreementVersion, targetMinutes } = clock
    const conditions = target
      ? conditionText({ ...target, priority: target.priority ?? priority })
      : `P${priority}`
    return t('clock_strip.promise', {
      metric: nameOf(clock),
      time: hours(targetMinutes),
      conditions,
      agreement: pick(agreement.nameRu, agreement.nameEn),
      version: agreementVersion,
      calendar: pick(calendar.nameRu, calendar.nameEn),
    })
  }

  /** "opened Fri 17:40, due Mon 16:40; paused 2 h: waiting for the customer" */
  function course(clock: ExplainedClock): string {
    const { startedAt, strip, dueAt, isPaused } = clock
    const due = dueAt ?? (isPaused ? null : strip.due)
    const parts = [
      due
        ? t('clock_strip.opened_due', { from: dateTime(startedAt), to: dateTime(due) })
        : t('clock_strip.opened_open', {
            from: dateTime(startedAt),
            time: hours(clock.remainingMinutes),
          }),
    ]
    const byCause = Map.groupBy(clock.pauses, ({ cause }) => cause)
    for (const [cause, pauses] of byCause) {
      const minutes = pauses.reduce((sum, pause) => sum + pause.minutes, 0)
      parts.push(t('clock_strip.was_paused', { time: hours(minutes), cause: causeOf(cause) }))
    }
    return `${parts.join('; ')}.`
  }

  return { causeOf, timerText, nameOf, promise, course }
}
