import { mailFrom } from '#config/mail'
import type { NoticeParams } from '#core/actions/notify'
import i18nManager from '@adonisjs/i18n/services/main'
import { BaseMail } from '@adonisjs/mail'

type Item = { number: string; title: string; url: string; params: NoticeParams }
type Content = { to: string; locale: string; name: string; items: Item[] }

export default class NoticesMail extends BaseMail {
  constructor(private content: Content) {
    super()
  }

  override prepare() {
    const { to, locale, name, items } = this.content
    const i18n = i18nManager.locale(locale)
    const told = items.map((item) => ({ ...item, text: textOf(i18n, item.params) }))
    const subject =
      told.length === 1
        ? `${told[0]!.number}: ${told[0]!.text}`
        : i18n.t('escalations.mail.subject', { count: told.length })
    this.message
      .to(to)
      .from(mailFrom())
      .subject(subject)
      .htmlView('mails/notices', { subject, name, items: told, i18n })
      .textView('mails/notices_text', { name, items: told, i18n })
  }
}

/** As the list of notices in the shell says it. */
function textOf(i18n: ReturnType<typeof i18nManager.locale>, params: NoticeParams): string {
  const { moment, metric, clockKind, amount, isWallClock } = params
  return i18n.t(`escalations.notice.${String(moment)}`, {
    metric: i18n.t(`escalations.of_metric.${String(clockKind)}.${String(metric)}`),
    amount: Number(amount),
    hours: isWallClock ? 'wall' : 'working',
  })
}
