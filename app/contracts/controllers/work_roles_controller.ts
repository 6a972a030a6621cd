import { saveWorkRole } from '#contracts/actions/save_work_role'
import RateCardPolicy from '#contracts/policies/rate_card_policy'
import { listWorkRoles } from '#contracts/queries/list_rate_cards'
import { workRoleValidator } from '#contracts/validators/rate_card_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What people work as, by which their hours are priced (§7.3). */
export default class WorkRolesController {
  async index({ principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(RateCardPolicy).authorize('view')
    return inertia.render('contracts/work_roles/index', { roles: await listWorkRoles(principal) })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(RateCardPolicy).authorize('view')
    return this.#save(ctx, null)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(RateCardPolicy).authorize('view')
    return this.#save(ctx, Number(ctx.params.id))
  }

  async #save(ctx: HttpContext, roleId: number | null) {
    const { request, response, session, i18n, actor, principal } = ctx
    const { costCurrency, ...given } = await request.validateUsing(workRoleValidator)
    const values = {
      ...given,
      costCurrency: given.costPerHourMinor === null ? null : (costCurrency ?? null),
    }
    await saveWorkRole.handle({ actor, principal, roleId, values })
    session.flash('success', i18n.t('rate_cards.role_saved'))
    return response.redirect('/work-roles')
  }
}
