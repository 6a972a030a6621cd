import { mailFrom } from '#config/mail'
import i18nManager from '@adonisjs/i18n/services/main'
import { BaseMail } from '@adonisjs/mail'

type Content = { to: string; locale: string; name: string; url: string; minutes: number }

export default class PasswordResetMail extends BaseMail {
  constructor(private content: Content) {
    super()
  }

  override prepare() {
    const { to, locale, ...data } = this.content
    const i18n = i18nManager.locale(locale)
    this.message
      .to(to)
      .from(mailFrom())
      .subject(i18n.t('account.mail.reset.subject'))
      .htmlView('mails/password_reset', { ...data, i18n })
      .textView('mails/password_reset_text', { ...data, i18n })
  }
}
