import { canSendMail } from '#config/mail'
import { PASSWORD_LINK_MINUTES } from '#config/sign_in'
import { requestPasswordReset } from '#directory/actions/request_password_reset'
import { callerOf } from '#directory/controllers/let_in'
import { passwordResetValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** A forgotten password: the address goes in, a link comes by mail. */
export default class PasswordResetsController {
  async create({ session, inertia }: HttpContext) {
    return inertia.render('directory/password/request', {
      canSendMail: canSendMail(),
      isSent: Boolean(session.flashMessages.get('isResetSent')),
      minutes: PASSWORD_LINK_MINUTES.reset,
    })
  }

  async store(ctx: HttpContext) {
    const { email } = await ctx.request.validateUsing(passwordResetValidator)
    await requestPasswordReset.handle({ email, caller: callerOf(ctx) })
    ctx.session.flash('isResetSent', true)
    return ctx.response.redirect('/password-reset')
  }
}
