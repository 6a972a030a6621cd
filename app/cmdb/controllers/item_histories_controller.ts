import { findConfigurationItemForPage } from '#cmdb/queries/find_configuration_item'
import { historyFields } from '#cmdb/queries/history_fields'
import { itemHistoryPage } from '#cmdb/queries/item_history'
import ConfigurationItemTransformer from '#cmdb/transformers/configuration_item_transformer'
import type { HttpContext } from '@adonisjs/core/http'

/** All that ever changed in an item (CFG-07). */
export default class ItemHistoriesController {
  async show({ params, inertia, principal, request }: HttpContext) {
    const item = await findConfigurationItemForPage(principal, params.number)
    return inertia.render('cmdb/configuration_items/history', {
      item: ConfigurationItemTransformer.transform(item).useVariant('forPast'),
      ...(await itemHistoryPage(item, request.qs(), principal)),
      fields: await historyFields(item, principal),
      timeZone: principal.timeZone,
    })
  }
}
