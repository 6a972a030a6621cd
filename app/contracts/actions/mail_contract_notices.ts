import { appUrl } from '#config/app'
import Contract from '#contracts/models/contract'
import type { NoticeParams } from '#core/actions/notify'
import { documentTexts } from '#core/documents/document_texts'
import NoticesMail from '#core/mails/notices_mail'
import User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { I18n } from '@adonisjs/i18n'
import mail from '@adonisjs/mail/services/main'

type Input = { userId: number; contractId: number; notices: readonly NoticeParams[] }

/** Mails notices about a contract, if the reader may see it now. */
export const mailContractNotices = {
  async handle({ userId, contractId, notices }: Input) {
    const principal = await loadPrincipal(userId)
    if (!principal) return
    const contract = await Contract.visibleTo(principal).where('contracts.id', contractId).first()
    if (!contract) return
    const { number, name: title } = contract
    const path = `/contracts/${encodeURIComponent(number)}`
    const items = notices.map((params) => ({
      ...{ number, title, url: new URL(path + pageOf(params), appUrl).href },
      textIn: (i18n: I18n) => textOf(i18n, params),
    }))
    const { email, locale } = await User.findOrFail(userId)
    await mail.send(new NoticesMail({ to: email, locale, name: principal.name, items }))
  },
}

/** What is told of a period leads to its page. */
function pageOf({ month }: NoticeParams): string {
  return typeof month === 'string' ? `/report?month=${month}` : ''
}

/** As the list of notices in the shell says it. */
function textOf(i18n: I18n, params: NoticeParams): string {
  const { event, measure, startsOn, endsOn, renewal, ruleRu, ruleEn } = params
  const texts = documentTexts(i18n.locale === 'ru' ? 'ru' : 'en', 'utc')
  const date = (value: unknown) => (typeof value === 'string' ? texts.date(value) : '')
  const text = i18n.t(`contracts.notice.${String(event)}`, {
    ...{ measure: String(measure), renewal: String(renewal) },
    ...{ from: date(startsOn), until: date(endsOn) },
  })
  const name = i18n.locale === 'ru' ? ruleRu : ruleEn
  return typeof name === 'string' ? `${text} (${name})` : text
}
