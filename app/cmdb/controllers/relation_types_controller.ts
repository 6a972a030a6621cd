import { saveRelationType } from '#cmdb/actions/save_relation_type'
import RelationTypePolicy from '#cmdb/policies/relation_type_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { listRelationTypes } from '#cmdb/queries/list_relation_types'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import ListedRelationTypeTransformer from '#cmdb/transformers/listed_relation_type_transformer'
import {
  newRelationTypeValidator,
  relationTypeValidator,
  seenVersionValidator,
} from '#cmdb/validators/relation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What relations may mean and which items they link (CFG-06). */
export default class RelationTypesController {
  async index({ bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(RelationTypePolicy)
    await policy.authorize('list')
    return inertia.render('cmdb/relation_types/index', {
      types: ListedRelationTypeTransformer.transform(await listRelationTypes()),
      classes: CiClassTransformer.transform(await ciClassTable()),
      canEdit: await policy.allows('edit'),
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(RelationTypePolicy).authorize('edit')
    const { defaultRuleValue = null, ...given } =
      await ctx.request.validateUsing(newRelationTypeValidator)
    await saveRelationType.create({ actor: ctx.actor, values: { ...given, defaultRuleValue } })
    return this.#answer(ctx, 'saved')
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(RelationTypePolicy).authorize('edit')
    const {
      version: seenVersion,
      defaultRuleValue = null,
      ...given
    } = await ctx.request.validateUsing(relationTypeValidator)
    const values = { ...given, defaultRuleValue }
    await saveRelationType.update({ actor: ctx.actor, code: ctx.params.code, seenVersion, values })
    return this.#answer(ctx, 'saved')
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with(RelationTypePolicy).authorize('edit')
    const { version: seenVersion } = await ctx.request.validateUsing(seenVersionValidator)
    await saveRelationType.remove({ actor: ctx.actor, code: ctx.params.code, seenVersion })
    return this.#answer(ctx, 'deleted')
  }

  #answer({ response, session, i18n }: HttpContext, done: 'saved' | 'deleted') {
    session.flash('success', i18n.t(`cmdb.relation_type.${done}`))
    return response.redirect('/relation-types')
  }
}
