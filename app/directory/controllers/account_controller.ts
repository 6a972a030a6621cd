import { PASSWORD_MIN_LENGTH } from '#config/sign_in'
import { changeOwnPassword } from '#directory/actions/change_own_password'
import { endOwnSessions } from '#directory/actions/end_own_sessions'
import { listSessions } from '#directory/queries/list_sessions'
import {
  confirmedFactor,
  isSecondFactorRequired,
  recoveryCodesLeft,
} from '#directory/queries/second_factor'
import SessionTransformer from '#directory/transformers/session_transformer'
import { changePasswordValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What guards one's own account: password, second factor, the places where one is signed in. */
export default class AccountController {
  async show({ auth, listedSession, inertia }: HttpContext) {
    const user = auth.getUserOrFail()
    const factor = await confirmedFactor(user.id)
    // The way back must not show recovery codes or a secret once more.
    inertia.clearHistory()
    return inertia.render('directory/account/security', {
      email: user.email,
      signInSource: user.signInSource,
      minLength: PASSWORD_MIN_LENGTH,
      secondFactor: {
        since: factor?.confirmedAt?.toISO() ?? null,
        isRequired: await isSecondFactorRequired(user.id),
        recoveryCodesLeft: factor ? await recoveryCodesLeft(user.id) : 0,
      },
      sessions: SessionTransformer.transform(await listSessions(user.id), listedSession.id),
    })
  }

  async changePassword({ request, auth, listedSession, session, i18n, response }: HttpContext) {
    const values = await request.validateUsing(changePasswordValidator)
    const user = auth.getUserOrFail()
    const requestId = request.id() ?? null
    await changeOwnPassword.handle({ user, ...values, sessionId: listedSession.id, requestId })
    session.flash('success', i18n.t('account.password.changed'))
    return response.redirect('/account/security')
  }

  async endSession({ params, request, auth, session, i18n, response }: HttpContext) {
    await endOwnSessions.one({
      user: auth.getUserOrFail(),
      id: Number(params.id),
      requestId: request.id() ?? null,
    })
    session.flash('success', i18n.t('account.sessions.ended'))
    return response.redirect('/account/security')
  }

  async endOtherSessions({ request, auth, listedSession, session, i18n, response }: HttpContext) {
    const user = auth.getUserOrFail()
    await endOwnSessions.others({
      user,
      sessionId: listedSession.id,
      requestId: request.id() ?? null,
    })
    session.flash('success', i18n.t('account.sessions.others_ended'))
    return response.redirect('/account/security')
  }
}
