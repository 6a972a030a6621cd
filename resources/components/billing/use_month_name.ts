import { useLanguage } from '~/composables/use_language'

/** A month `YYYY-MM` in words, «октябрь 2026 г.» → «октябрь 2026». */
export function useMonthName() {
  const { locale } = useLanguage()

  function monthName(month: string): string {
    const parts = new Intl.DateTimeFormat(locale.value, { month: 'long', timeZone: 'UTC' })
    return `${parts.format(new Date(`${month}-01`))} ${month.slice(0, 4)}`
  }

  return { monthName }
}
