import { useLanguage } from '~/composables/use_language'

const HOUR = 60
const DAY = 24 * HOUR

/** Lengths of time in short words. */
export function useSpan() {
  const { t } = useLanguage()

  /** Working minutes never turn into days: a working day is not 24 hours long. */
  function hours(minutes: number): string {
    const total = Math.abs(Math.round(minutes))
    const [h, m] = [Math.floor(total / HOUR), total % HOUR]
    if (h === 0) return t('tickets.span.minutes', { m })
    return m === 0 ? t('tickets.span.hours', { h }) : t('tickets.span.hours_minutes', { h, m })
  }

  /** Time on the wall: beyond a day in days and hours. */
  function span(minutes: number): string {
    const total = Math.abs(Math.round(minutes))
    if (total < DAY) return hours(total)
    const [d, h] = [Math.floor(total / DAY), Math.floor((total % DAY) / HOUR)]
    return h === 0 ? t('tickets.span.days', { d }) : t('tickets.span.days_hours', { d, h })
  }

  return { hours, span }
}
