import { PASSWORD_LINK_MINUTES } from '#config/sign_in'
import { inTransaction } from '#core/transaction'
import { makePasswordLink } from '#directory/actions/issue_password_link'
import PasswordResetMail from '#directory/mails/password_reset_mail'
import User from '#directory/models/user'
import mail from '@adonisjs/mail/services/main'

/**
 * Makes a link and mails it to the account's own address, never to the one somebody typed. The link's
 * secret exists only here and in the mail; a repeated try makes a new one.
 */
export const mailPasswordReset = {
  async handle({ userId }: { userId: number }) {
    const user = await User.query().where('id', userId).preload('person').first()
    if (!user?.isActive || !user.person.isActive || user.signInSource !== 'local') return
    const { url } = await inTransaction((trx) =>
      makePasswordLink(trx, { userId, purpose: 'reset', createdByUserId: null })
    )
    const name = user.person.displayName
    const minutes = PASSWORD_LINK_MINUTES.reset
    await mail.send(
      new PasswordResetMail({ to: user.email, locale: user.locale, name, url, minutes })
    )
  },
}
