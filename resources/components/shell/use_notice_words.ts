import { useEscalationWords, type Told } from '~/components/sla/use_escalation_words'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'

type Escalation = Told & { clockKind: string; metric: string }
type OfContract = {
  event: string
  measure?: string
  startsOn?: string
  endsOn?: string
  renewal?: string
  ruleRu?: string | null
  ruleEn?: string | null
}
/** What a notice tells, by its kind. */
export type NoticeFacts =
  { kind: 'escalation'; params: Escalation } | { kind: 'contract'; params: OfContract }

/** Notices in words, as letters say them too. */
export function useNoticeWords() {
  const { t, pick } = useLanguage()
  const { date } = useFormat()
  const { momentText } = useEscalationWords()

  function contractText({ event, measure, startsOn, endsOn, renewal, ruleRu, ruleEn }: OfContract) {
    const text = t(`contracts.notice.${event}`, {
      ...{ measure: measure ?? '', renewal: renewal ?? '' },
      from: startsOn ? date(startsOn) : '',
      until: endsOn ? date(endsOn) : '',
    })
    return ruleRu ? `${text} (${pick(ruleRu, ruleEn ?? ruleRu)})` : text
  }

  function noticeText(notice: NoticeFacts): string {
    if (notice.kind === 'contract') return contractText(notice.params)
    const { params } = notice
    return momentText(params, params.clockKind, params.metric)
  }

  return { noticeText }
}
