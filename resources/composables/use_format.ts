import { useLanguage } from '~/composables/use_language'
import type { SharedProps } from '~/types'
import { usePage } from '@inertiajs/vue3'

/** Dates, numbers, money and durations in the visitor's language and time zone. */
export function useFormat() {
  const { locale } = useLanguage()
  const page = usePage<SharedProps>()
  const zone = () => page.props.visitor?.timeZone ?? 'UTC'

  function show(value: Date, options: Intl.DateTimeFormatOptions) {
    return new Intl.DateTimeFormat(tag(locale.value), options).format(value)
  }

  function dateTime(iso: string | null | undefined, timeZone = zone()): string {
    if (!iso) return '—'
    return show(new Date(iso), { dateStyle: 'short', timeStyle: 'short', timeZone })
  }

  /** A moment of the weeks around, where the weekday tells more than the year. */
  function weekdayTime(iso: string, timeZone = zone()): string {
    const parts = { weekday: 'short', day: 'numeric', month: 'short' } as const
    return show(new Date(iso), { ...parts, hour: '2-digit', minute: '2-digit', timeZone })
  }

  function date(iso: string | null | undefined): string {
    if (!iso) return '—'
    return show(new Date(iso), { dateStyle: 'short', timeZone: 'UTC' })
  }

  function time(iso: string): string {
    return show(new Date(iso), { timeStyle: 'short', timeZone: zone() })
  }

  /** The day of a moment in words, with the year only when it is another one. */
  function day(iso: string): string {
    const then = new Date(iso)
    const yearOf = (value: Date) => show(value, { year: 'numeric', timeZone: zone() })
    const year = yearOf(then) === yearOf(new Date()) ? undefined : ('numeric' as const)
    return show(then, { weekday: 'short', day: 'numeric', month: 'long', year, timeZone: zone() })
  }

  /** A calendar day `YYYY-MM-DD` in words, where the weekday tells more than the year. */
  function weekday(isoDay: string): string {
    const parts = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
    return show(new Date(isoDay), parts)
  }

  /** As short as a column needs: the time today, the day this year, the date before. */
  function moment(iso: string | null | undefined): string {
    if (!iso) return '—'
    const [then, now] = [new Date(iso), new Date()]
    const dayOf = (value: Date) => show(value, { dateStyle: 'short', timeZone: zone() })
    if (dayOf(then) === dayOf(now)) return time(iso)
    const isThisYear = dayOf(then).slice(-4) === dayOf(now).slice(-4)
    return isThisYear
      ? show(then, { day: 'numeric', month: 'short', timeZone: zone() })
      : dayOf(then)
  }

  /** A zone by its name and present offset, `Europe/Moscow, GMT+3`. */
  function zoneName(timeZone: string): string {
    const parts = new Intl.DateTimeFormat(tag(locale.value), {
      timeZone,
      timeZoneName: 'shortOffset',
    })
    const offset = parts.formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')
    return [timeZone, offset?.value].filter(Boolean).join(', ')
  }

  /** Whole minutes as `h:mm`, the way work is reported. */
  function duration(minutes: number | null | undefined): string {
    if (minutes === null || minutes === undefined) return '—'
    const sign = minutes < 0 ? '−' : ''
    const total = Math.abs(minutes)
    return `${sign}${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`
  }

  function number(value: number): string {
    return new Intl.NumberFormat(tag(locale.value)).format(value)
  }

  /** Minor units of a currency. */
  function money(minor: number, currency: string): string {
    const options = { style: 'currency', currency } as const
    return new Intl.NumberFormat(tag(locale.value), options).format(minor / 100)
  }

  return {
    ...{ dateTime, weekdayTime, weekday, date, time, day, moment, zoneName },
    ...{ duration, number, money, zone },
  }
}

/** English dates as day-month-year in 24 hours: a day-month mix-up costs more than familiarity. */
function tag(locale: string) {
  return locale === 'ru' ? 'ru-RU' : 'en-GB'
}
