import { giveRole } from '#directory/actions/give_role'
import { takeRole } from '#directory/actions/take_role'
import { managedAccount } from '#directory/controllers/managed_account'
import { giveRoleValidator, takeRoleValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The roles of somebody's account. */
export default class RoleAssignmentsController {
  async store(ctx: HttpContext) {
    const { person, userId } = await managedAccount(ctx)
    const { version, ...given } = await ctx.request.validateUsing(giveRoleValidator)
    const caller = { principal: ctx.principal, actor: ctx.actor }
    await giveRole.handle({ ...caller, person, userId, seenVersion: version, given })
    ctx.session.flash('success', ctx.i18n.t('roles.account.role_given'))
    return ctx.response.redirect(`/people/${person.id}`)
  }

  async destroy(ctx: HttpContext) {
    const { person, userId } = await managedAccount(ctx)
    const { version } = await ctx.request.validateUsing(takeRoleValidator)
    const caller = { principal: ctx.principal, actor: ctx.actor }
    const assignmentId = Number(ctx.params.assignmentId)
    await takeRole.handle({ ...caller, person, userId, seenVersion: version, assignmentId })
    ctx.session.flash('success', ctx.i18n.t('roles.account.role_taken'))
    return ctx.response.redirect(`/people/${person.id}`)
  }
}
