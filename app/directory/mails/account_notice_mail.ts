import { mailFrom } from '#config/mail'
import type { AccountNotice } from '#directory/models/account_notices'
import i18nManager from '@adonisjs/i18n/services/main'
import { BaseMail } from '@adonisjs/mail'
import { DateTime } from 'luxon'

type Content = {
  to: string
  locale: string
  name: string
  notice: AccountNotice
  /** Who did it; null for the owner. */
  by: string | null
  at: DateTime
}

export default class AccountNoticeMail extends BaseMail {
  constructor(private content: Content) {
    super()
  }

  override prepare() {
    const { to, locale, name, notice, by, at } = this.content
    const i18n = i18nManager.locale(locale)
    const date = at.setLocale(locale).toLocaleString(DateTime.DATETIME_MED)
    const view = {
      ...{ i18n, name, subject: i18n.t(`roles.mail.${notice}.subject`) },
      text: i18n.t(`roles.mail.${notice}.text`),
      when: by
        ? i18n.t('roles.mail.by_other', { date, zone: at.zoneName ?? 'UTC', name: by })
        : i18n.t('roles.mail.by_owner', { date, zone: at.zoneName ?? 'UTC' }),
    }
    this.message
      .to(to)
      .from(mailFrom())
      .subject(view.subject)
      .htmlView('mails/account_notice', view)
      .textView('mails/account_notice_text', view)
  }
}
