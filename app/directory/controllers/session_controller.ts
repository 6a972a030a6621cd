import { signIn } from '#directory/actions/sign_in'
import { signOut } from '#directory/actions/sign_out'
import { deviceMark } from '#directory/controllers/device_mark'
import { callerOf, letIn } from '#directory/controllers/let_in'
import { pendingSignIn } from '#directory/controllers/pending_sign_in'
import { demoAccounts } from '#directory/queries/demo_accounts'
import { offeredProviders } from '#directory/queries/sign_in_providers'
import { SECOND_STEP } from '#directory/queries/sign_in_state'
import { signInValidator } from '#directory/validators/session_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class SessionController {
  async create({ inertia }: HttpContext) {
    return inertia.render('directory/session/create', {
      demoAccounts: await demoAccounts(),
      providers: await offeredProviders(),
    })
  }

  async store(ctx: HttpContext) {
    const { email, password } = await ctx.request.validateUsing(signInValidator)
    const deviceId = deviceMark.idFor(ctx, email)
    const { user, next, brakes } = await signIn.handle({
      email,
      password,
      caller: callerOf(ctx),
      deviceId,
    })
    if (next !== 'enter') {
      pendingSignIn.begin(ctx, user)
      return ctx.response.redirect(SECOND_STEP)
    }
    await letIn(ctx, user, { isSecondFactorPassed: false, brakes })
    return ctx.response.redirect('/')
  }

  async destroy({ auth, listedSession, inertia, actor }: HttpContext) {
    await signOut.handle({
      actor,
      sessionId: listedSession.id,
    })
    await auth.use('web').logout()
    inertia.clearHistory()
    return inertia.location('/sign-in')
  }
}
