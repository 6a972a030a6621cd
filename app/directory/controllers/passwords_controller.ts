import { PASSWORD_MIN_LENGTH } from '#config/sign_in'
import { setPasswordByLink } from '#directory/actions/set_password_by_link'
import { findPasswordLink } from '#directory/queries/find_password_link'
import { newPasswordValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The page behind a one-time link. Looking at it does not use the link up: mail scanners look too. */
export default class PasswordsController {
  async edit({ params, inertia }: HttpContext) {
    inertia.encryptHistory()
    return inertia.render('directory/password/edit', {
      token: String(params.token),
      isAlive: Boolean(await findPasswordLink(String(params.token))),
      minLength: PASSWORD_MIN_LENGTH,
    })
  }

  async update({ params, request, session, i18n, response }: HttpContext) {
    const { password } = await request.validateUsing(newPasswordValidator)
    const requestId = request.id() ?? null
    await setPasswordByLink.handle({ token: String(params.token), password, requestId })
    session.flash('success', i18n.t('account.password.set'))
    return response.redirect('/sign-in')
  }
}
