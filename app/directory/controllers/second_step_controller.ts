import { checkSecondFactor } from '#directory/actions/check_second_factor'
import { letIn } from '#directory/controllers/let_in'
import { pendingSignIn } from '#directory/controllers/pending_sign_in'
import { confirmedFactor } from '#directory/queries/second_factor'
import { PENDING_SIGN_IN } from '#directory/queries/sign_in_state'
import { codeValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** After the password: the code of the app, or a recovery code. */
export default class SecondStepController {
  async create(ctx: HttpContext) {
    const user = await pendingSignIn.userOf(ctx)
    if (!user) return ctx.response.redirect('/sign-in')
    if (!(await confirmedFactor(user.id))) return ctx.response.redirect('/sign-in/enrolment')
    return ctx.inertia.render('directory/session/second_step', { email: user.email })
  }

  async store(ctx: HttpContext) {
    const user = await pendingSignIn.userOf(ctx)
    if (!user) return ctx.response.redirect('/sign-in')
    const { code } = await ctx.request.validateUsing(codeValidator)
    await checkSecondFactor.handle({ user, code, requestId: ctx.request.id() ?? null })
    await letIn(ctx, user, { isSecondFactorPassed: true })
    return ctx.response.redirect('/')
  }

  /** Back to the password, as somebody else perhaps. */
  async destroy({ session, response }: HttpContext) {
    session.forget(PENDING_SIGN_IN)
    return response.redirect('/sign-in')
  }
}
