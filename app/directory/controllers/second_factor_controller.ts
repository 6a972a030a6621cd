import { provesByCode, type OwnProof } from '#directory/actions/check_owner'
import { confirmSecondFactor } from '#directory/actions/confirm_second_factor'
import { removeSecondFactor } from '#directory/actions/remove_second_factor'
import { renewRecoveryCodes } from '#directory/actions/renew_recovery_codes'
import { enrolmentOf } from '#directory/controllers/enrolment'
import type User from '#directory/models/user'
import { confirmedFactor } from '#directory/queries/second_factor'
import { codeValidator, currentPasswordValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Turning one's second factor on and off, and its recovery codes. */
export default class SecondFactorController {
  async create({ auth, inertia, response }: HttpContext) {
    const user = auth.getUserOrFail()
    if (await confirmedFactor(user.id)) return response.redirect('/account/security')
    inertia.encryptHistory()
    return inertia.render('directory/account/second_factor', await enrolmentOf(user))
  }

  async store({ request, auth, listedSession, session, response }: HttpContext) {
    const { code } = await request.validateUsing(codeValidator)
    const sessionId = listedSession.id
    const requestId = request.id() ?? null
    const codes = await confirmSecondFactor.handle({
      user: auth.getUserOrFail(),
      code,
      sessionId,
      requestId,
    })
    session.flash({ recoveryCodes: codes })
    return response.redirect('/account/recovery-codes')
  }

  async destroy({ request, auth, listedSession, session, i18n, response }: HttpContext) {
    const user = auth.getUserOrFail()
    const proof = await this.#proof(request, user)
    const requestId = request.id() ?? null
    await removeSecondFactor.handle({
      user,
      proof,
      sessionId: listedSession.id,
      requestId,
    })
    session.flash('success', i18n.t('account.second_factor.turned_off'))
    return response.redirect('/account/security')
  }

  async renewCodes({ request, auth, session, response }: HttpContext) {
    const user = auth.getUserOrFail()
    const proof = await this.#proof(request, user)
    const requestId = request.id() ?? null
    const codes = await renewRecoveryCodes.handle({ user, proof, requestId })
    session.flash({ recoveryCodes: codes })
    return response.redirect('/account/recovery-codes')
  }

  /** Shown once, right after they were made; a reload leads away. */
  async showCodes({ session, inertia, response }: HttpContext) {
    const codes = session.flashMessages.get('recoveryCodes') as string[] | undefined
    if (!codes) return response.redirect('/account/security')
    inertia.encryptHistory()
    return inertia.render('directory/account/recovery_codes', { codes })
  }

  #proof(request: HttpContext['request'], user: User): Promise<OwnProof> {
    return provesByCode(user)
      ? request.validateUsing(codeValidator)
      : request.validateUsing(currentPasswordValidator)
  }
}
