import { lockItemField } from '#cmdb/actions/lock_item_field'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { itemSources } from '#cmdb/queries/item_sources'
import { lockValidator } from '#cmdb/validators/reconciliation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Where the values of an item come from; fields locked against all sources. */
export default class ItemSourcesController {
  async show({ params, inertia, principal }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    const { number, name } = item
    return inertia.render('cmdb/configuration_items/sources', {
      item: { number, name },
      ...(await itemSources(item, principal)),
      can: { edit: principal.canOn('cis.edit', { organisationId: item.organisationId }) },
    })
  }

  async lock({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const wanted = await request.validateUsing(lockValidator)
    await lockItemField.handle({ actor, itemId: item.id, ...wanted })
    return response.redirect().withQs().back()
  }
}
