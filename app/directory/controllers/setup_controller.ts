import { PASSWORD_MIN_LENGTH } from '#config/sign_in'
import { setUpInstallation } from '#directory/actions/set_up_installation'
import { letIn } from '#directory/controllers/let_in'
import { AlreadySetUp } from '#directory/errors/sign_in'
import { isSetUp } from '#directory/queries/installation'
import { setupValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The wizard of the first run: the provider and its first administrator. */
export default class SetupController {
  async create({ inertia }: HttpContext) {
    if (await isSetUp()) throw new AlreadySetUp()
    return inertia.render('directory/setup/create', { minLength: PASSWORD_MIN_LENGTH })
  }

  async store(ctx: HttpContext) {
    if (await isSetUp()) throw new AlreadySetUp()
    const values = await ctx.request.validateUsing(setupValidator)
    const user = await setUpInstallation.handle({ values, requestId: ctx.request.id() ?? null })
    await letIn(ctx, user, { isSecondFactorPassed: false })
    return ctx.response.redirect('/')
  }
}
