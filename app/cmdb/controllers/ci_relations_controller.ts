import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import { unrelateConfigurationItems } from '#cmdb/actions/unrelate_configuration_items'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import {
  findConfigurationItem,
  findConfigurationItemForPage,
} from '#cmdb/queries/find_configuration_item'
import RelationType from '#cmdb/models/relation_type'
import { itemRelations } from '#cmdb/queries/item_relations'
import ConfigurationItemTransformer from '#cmdb/transformers/configuration_item_transformer'
import RelationTypeTransformer from '#cmdb/transformers/relation_type_transformer'
import { findRelationOf } from '#cmdb/queries/find_relation'
import { updateRelation } from '#cmdb/actions/update_relation'
import { USUAL_TERMS } from '#cmdb/workflow/relation_terms'
import { relateValidator, relationValidator } from '#cmdb/validators/relation_validator'
import { serializer } from '#core/serializer'
import type { HttpContext } from '@adonisjs/core/http'

/** Relations as seen from one of their ends. */
export default class CiRelationsController {
  /** For the graph, whose nodes are other items than its page is about. */
  async index({ params, principal, bouncer }: HttpContext) {
    const item = await findConfigurationItemForPage(principal, params.number)
    const types = await RelationType.query().orderBy('position')
    return serializer.serialize({
      item: ConfigurationItemTransformer.transform(item),
      relations: await itemRelations(item, types, principal),
      types: RelationTypeTransformer.transform(types),
      canEdit: await bouncer.with(ConfigurationItemPolicy).allows('edit', item),
    })
  }

  async store({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const { direction, otherId, ...relation } = await request.validateUsing(relateValidator)
    const [sourceId, targetId] = direction === 'forward' ? [item.id, otherId] : [otherId, item.id]
    await relateConfigurationItems.handle({
      actor,
      principal,
      ...relation,
      sourceId,
      targetId,
    })
    return response.redirect().withQs().back()
  }

  /** What the edit does not name goes back to what is usual. */
  async update({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const relation = await findRelationOf(item, params.id, principal)
    const { version, ...given } = await request.validateUsing(relationValidator)
    const { dataSource, confidence } = relation
    const terms = { ...USUAL_TERMS, dataSource, confidence, ...given }
    await updateRelation.handle({ actor, relationId: relation.id, seenVersion: version, terms })
    return response.redirect().withQs().back()
  }

  async destroy({ params, principal, bouncer, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const relation = await findRelationOf(item, params.id, principal)
    await unrelateConfigurationItems.handle({ actor, relationId: relation.id })
    return response.redirect().withQs().back()
  }
}
