import { mailFrom } from '#config/mail'
import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import { BaseMail } from '@adonisjs/mail'

/** A notice about a record; its words are those the list of notices in the shell shows. */
export type MailedNotice = {
  number: string
  title: string
  url: string
  textIn: (i18n: I18n) => string
}
type Content = { to: string; locale: string; name: string; items: MailedNotice[] }

/** One letter with the notices one person got at once. */
export default class NoticesMail extends BaseMail {
  constructor(private content: Content) {
    super()
  }

  override prepare() {
    const { to, locale, name, items } = this.content
    const i18n = i18nManager.locale(locale)
    const told = items.map((item) => ({ ...item, text: item.textIn(i18n) }))
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
