import type { ExplainedClock, Mark, Piece } from '~/components/sla/clock_types'
import { useClockWords } from '~/components/sla/use_clock_words'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'
import { useSpan } from '~/composables/use_span'
import { computed } from 'vue'

const LEAST_WIDTH = 0.4

/** A clock as pieces and marks on one line from its start to its end. */
export function useClockStrip(clock: () => ExplainedClock) {
  const { t, pick } = useLanguage()
  const { dateTime } = useFormat()
  const { hours } = useSpan()
  const words = useClockWords()

  const range = computed(() => {
    const { from, to } = clock().strip
    const [start, end] = [Date.parse(from), Date.parse(to)]
    // Room behind the last mark, so that it can be pressed.
    return { start, length: (end - start) * 1.02 || 1 }
  })
  const leftOf = (iso: string) =>
    Math.min(100, Math.max(0, ((Date.parse(iso) - range.value.start) / range.value.length) * 100))
  const between = (from: string, to: string) =>
    t('clock_strip.between', { from: dateTime(from), to: dateTime(to) })

  function piece(key: string, from: string, to: string, look: string, text: string): Piece {
    const left = leftOf(from)
    const width = Math.max(LEAST_WIDTH, leftOf(to) - left)
    return { key, left, width, look, text: `${text}: ${between(from, to)}` }
  }

  const end = computed(() => clock().stoppedAt ?? clock().strip.now)
  /** In the order they are painted: what comes later lies on top. */
  const pieces = computed<Piece[]>(() => {
    const { strip, pauses, dueAt, breachedAt } = clock()
    const exceptions = strip.exceptions.map(({ date, from, to, isDayOff, name }) => {
      const title = name ? pick(name.nameRu, name.nameEn) : t('clock_strip.exception')
      return piece(`day-${date}`, from, to, isDayOff ? 'holiday' : 'short', title)
    })
    const working = strip.working.flatMap(({ from, to, minutes }, index) => {
      const isPast = Date.parse(from) < Date.parse(end.value)
      const text = t('clock_strip.working', { time: hours(minutes) })
      return piece(`work-${index}`, from, to, isPast ? 'used' : 'ahead', text)
    })
    const paused = pauses.map(({ from, to, cause, minutes }, index) =>
      piece(
        `pause-${index}`,
        from,
        to ?? end.value,
        'paused',
        t('clock_strip.paused', { cause: words.causeOf(cause), time: hours(minutes) })
      )
    )
    const over = breachedAt ?? dueAt
    const isLate = breachedAt !== null && over !== null && Date.parse(over) < Date.parse(end.value)
    const late = isLate ? [piece('late', over, end.value, 'late', t('clock_strip.late'))] : []
    return [...exceptions, ...working, ...paused, ...late]
  })

  const marks = computed<Mark[]>(() => {
    const { strip, startedAt, stoppedAt, switches, timers, kind, metric } = clock()
    const mark = (look: Mark['look'], at: string, text: string, key: string = look): Mark => ({
      key,
      look,
      left: leftOf(at),
      text: `${text}: ${dateTime(at)}`,
    })
    return [
      mark('start', startedAt, t('clock_strip.start')),
      ...switches.flatMap(({ at, targetMinutes, matter }, index) =>
        at
          ? [
              mark(
                'switch',
                at,
                t(`clock_strip.switch.${matter}`, { time: hours(targetMinutes) }),
                `s${index}`
              ),
            ]
          : []
      ),
      ...timers
        .filter(({ isBreach, fireAt }) => !isBreach && Date.parse(fireAt) <= Date.parse(strip.to))
        .flatMap(({ rule, fireAt, firedAt }, index) =>
          rule
            ? [mark('timer', firedAt ?? fireAt, words.timerText(rule, kind, metric), `t${index}`)]
            : []
        ),
      ...(strip.due ? [mark('due', strip.due, t('clock_strip.due'))] : []),
      stoppedAt
        ? mark('stop', stoppedAt, t('clock_strip.stop'))
        : mark('now', strip.now, t('clock_strip.now')),
    ]
  })

  return { pieces, marks, between }
}
