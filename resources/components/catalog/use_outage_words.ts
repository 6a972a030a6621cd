import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'
import { useSpan } from '~/composables/use_span'
import type { Data } from '@generated/data'

type Outage = Data.Catalog.Outage
const MINUTE = 60_000

/** When an outage was, how long, and whom it concerned. */
export function useOutageWords() {
  const { t } = useLanguage()
  const { dateTime } = useFormat()
  const { span } = useSpan()

  function ends({ endsAt }: Outage): string {
    return endsAt ? dateTime(endsAt) : t('outages.goes_on')
  }

  function lasted({ startsAt, endsAt, stage }: Outage): string {
    if (stage === 'coming' && !endsAt) return '—'
    const end = endsAt ? new Date(endsAt) : new Date()
    return span((end.getTime() - new Date(startsAt).getTime()) / MINUTE)
  }

  /** A client is told that it is concerned, and nothing of others. */
  function concerned({ isForAll, organisations, otherCount }: Outage): string {
    if (isForAll) return t('outages.for_all')
    const names = organisations.map(({ name }) => name)
    if (otherCount > 0) names.push(t('outages.others', { n: otherCount }))
    return names.join(', ') || t('outages.for_you')
  }

  return { ends, lasted, concerned }
}
