import { createRole } from '#directory/actions/create_role'
import { deleteRole } from '#directory/actions/delete_role'
import { resetRole } from '#directory/actions/reset_role'
import { updateRole } from '#directory/actions/update_role'
import RolePolicy from '#directory/policies/role_policy'
import { findRole, holdersOf, listRoles } from '#directory/queries/list_roles'
import { permissionAreas } from '#directory/queries/permission_areas'
import RoleTransformer from '#directory/transformers/role_transformer'
import {
  givenGrants,
  newRoleValidator,
  roleValidator,
  roleVersionValidator,
} from '#directory/validators/role_validator'
import { DUTY_RULES } from '#core/separation_of_duties'
import type { HttpContext } from '@adonisjs/core/http'

export default class RolesController {
  async index({ bouncer, inertia }: HttpContext) {
    await bouncer.with(RolePolicy).authorize('view')
    return inertia.render('directory/roles/index', {
      roles: RoleTransformer.transform(await listRoles()).useVariant('forList'),
      duties: DUTY_RULES.map(({ id }) => id),
      canManage: await bouncer.with(RolePolicy).allows('manage'),
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(RolePolicy).authorize('view')
    const role = await findRole(params.code)
    return inertia.render('directory/roles/show', {
      role: RoleTransformer.transform(role).useVariant('forPage'),
      areas: permissionAreas(),
      ...(await holdersOf(principal, role.id)),
      canManage: await bouncer.with(RolePolicy).allows('manage'),
      canViewHistory: principal.reach('audit.view').all,
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(RolePolicy).authorize('manage')
    const values = await ctx.request.validateUsing(newRoleValidator)
    const { code } = await createRole.handle({ actor: ctx.actor, values })
    return answer(ctx, `/roles/${code}`, 'roles.created')
  }

  async update(ctx: HttpContext) {
    const { id: roleId, code } = await this.#managed(ctx)
    const { version, grants, ...given } = await ctx.request.validateUsing(roleValidator)
    const values = { ...given, grants: givenGrants(grants) }
    await updateRole.handle({ actor: ctx.actor, roleId, seenVersion: version, values })
    return answer(ctx, `/roles/${code}`, 'directory.saved')
  }

  /** Puts a built-in role back into its shipped state. */
  async reset(ctx: HttpContext) {
    const { id: roleId, code } = await this.#managed(ctx)
    const { version } = await ctx.request.validateUsing(roleVersionValidator)
    await resetRole.handle({ actor: ctx.actor, roleId, seenVersion: version })
    return answer(ctx, `/roles/${code}`, 'roles.was_reset')
  }

  async destroy(ctx: HttpContext) {
    const { id: roleId } = await this.#managed(ctx)
    const { version } = await ctx.request.validateUsing(roleVersionValidator)
    await deleteRole.handle({ actor: ctx.actor, roleId, seenVersion: version })
    return answer(ctx, '/roles', 'roles.deleted')
  }

  async #managed({ bouncer, params }: HttpContext) {
    await bouncer.with(RolePolicy).authorize('manage')
    return findRole(params.code)
  }
}

function answer({ session, i18n, response }: HttpContext, address: string, message: string) {
  session.flash('success', i18n.t(message))
  return response.redirect(address)
}
