import { pageOf } from '#api/queries/page_of'
import { findItem } from '#api/queries/find_item'
import ConfigurationItemRowTransformer from '#api/transformers/configuration_item_row_transformer'
import ConfigurationItemTransformer from '#api/transformers/configuration_item_transformer'
import ImpactTransformer from '#api/transformers/impact_transformer'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { impactAnswer } from '#cmdb/queries/impact_answer'
import { impactList } from '#cmdb/queries/impact_list'
import { listConfigurationItems } from '#cmdb/queries/list_configuration_items'
import { impactQuestion } from '#cmdb/queries/impact_question'
import { readImpactQuery } from '#cmdb/queries/read_impact_query'
import { serializer } from '#core/serializer'
import type { HttpContext } from '@adonisjs/core/http'

export default class ConfigurationItemsController {
  async index({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    const classes = await ciClassTable()
    const { items, sort } = await listConfigurationItems(principal, request.qs(), classes)
    const data = ConfigurationItemRowTransformer.transform(items.rows)
    return serializer.serialize({ data, page: pageOf(items), sort })
  }

  async show({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    const item = await findItem(principal, params.number)
    return serializer.serialize({ data: ConfigurationItemTransformer.transform(item) })
  }

  async impact({ params, request, principal, bouncer }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    const { id } = await findConfigurationItem(principal, params.number)
    const query = readImpactQuery(request.qs())
    const answer = await impactAnswer(await impactQuestion({ id }, query, principal), principal)
    return serializer.serialize({ data: ImpactTransformer.transform(impactList(answer)) })
  }
}
