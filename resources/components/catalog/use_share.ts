import { useLanguage } from '~/composables/use_language'

/** A percentage that comes as a decimal text keeps its decimals: 99.90 is not 99.9. */
export function useShare() {
  const { t, locale } = useLanguage()

  function share(percent: string | null): string {
    if (percent === null) return t('outages.availability.no_data')
    const shown = locale.value === 'ru' ? percent.replace('.', ',') : percent
    return t('catalog.availability_value', { percent: shown })
  }

  return { share }
}
