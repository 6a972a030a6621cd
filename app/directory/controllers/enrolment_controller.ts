import { confirmSecondFactor } from '#directory/actions/confirm_second_factor'
import { enrolmentOf } from '#directory/controllers/enrolment'
import { letIn } from '#directory/controllers/let_in'
import { pendingSignIn } from '#directory/controllers/pending_sign_in'
import { confirmedFactor } from '#directory/queries/second_factor'
import { SECOND_STEP } from '#directory/queries/sign_in_state'
import { codeValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Who holds a role that demands a second factor sets it up between the password and everything else. */
export default class EnrolmentController {
  async create(ctx: HttpContext) {
    const user = await pendingSignIn.userOf(ctx)
    if (!user) return ctx.response.redirect('/sign-in')
    if (await confirmedFactor(user.id)) return ctx.response.redirect(SECOND_STEP)
    ctx.inertia.encryptHistory()
    return ctx.inertia.render('directory/session/enrolment', await enrolmentOf(user))
  }

  async store(ctx: HttpContext) {
    const user = await pendingSignIn.userOf(ctx)
    if (!user) return ctx.response.redirect('/sign-in')
    const { code } = await ctx.request.validateUsing(codeValidator)
    const requestId = ctx.request.id() ?? null
    const codes = await confirmSecondFactor.handle({ user, code, sessionId: null, requestId })
    await letIn(ctx, user, { isSecondFactorPassed: true })
    ctx.session.flash({ recoveryCodes: codes })
    return ctx.response.redirect('/account/recovery-codes')
  }
}
