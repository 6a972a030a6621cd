import { useLanguage } from '~/composables/use_language'

/** Percents that come as hundredths of a percent; nothing counted is a dash. */
export function usePercent() {
  const { locale } = useLanguage()

  function percent(hundredths: number | null): string {
    if (hundredths === null) return '—'
    const options = { style: 'percent', maximumFractionDigits: 2 } as const
    return new Intl.NumberFormat(locale.value, options).format(hundredths / 10_000)
  }

  return { percent }
}
