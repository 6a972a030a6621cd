import { saveFamily } from '#catalog/actions/save_family'
import ServicePolicy from '#catalog/policies/service_policy'
import { familyTree } from '#catalog/queries/family_tree'
import { findFamily } from '#catalog/queries/find_service'
import FamilyTransformer from '#catalog/transformers/family_transformer'
import {
  changedFamilyValidator,
  newFamilyValidator,
  seenVersionValidator,
  toFamilyValues,
} from '#catalog/validators/service_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The tree by which the catalogue is read. */
export default class ServiceFamiliesController {
  async index({ principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ServicePolicy)
    await policy.authorize('view')
    return inertia.render('catalog/families/index', {
      families: FamilyTransformer.transform(await familyTree(principal)).useVariant('forPage'),
      canEdit: await policy.allows('edit'),
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(ServicePolicy).authorize('edit')
    const values = toFamilyValues(await ctx.request.validateUsing(newFamilyValidator))
    await saveFamily.handle({ actor: ctx.actor, familyId: null, values })
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(ServicePolicy).authorize('edit')
    const { id: familyId } = await findFamily(ctx.principal, ctx.params.code)
    const { version, ...given } = await ctx.request.validateUsing(changedFamilyValidator)
    const values = toFamilyValues(given)
    await saveFamily.handle({ actor: ctx.actor, familyId, seenVersion: version, values })
    return this.#answer(ctx)
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with(ServicePolicy).authorize('edit')
    const { id: familyId } = await findFamily(ctx.principal, ctx.params.code)
    const { version } = await ctx.request.validateUsing(seenVersionValidator)
    await saveFamily.remove({ actor: ctx.actor, familyId, seenVersion: version })
    return this.#answer(ctx, 'catalog.families.deleted')
  }

  #answer({ response, session, i18n }: HttpContext, key = 'catalog.saved') {
    session.flash('success', i18n.t(key))
    return response.redirect('/service-families')
  }
}
