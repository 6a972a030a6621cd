import { verifyItems } from '#cmdb/actions/verify_items'
import CiHealthPolicy from '#cmdb/policies/ci_health_policy'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { verifiableItems } from '#cmdb/queries/find_health_finding'
import { verifyItemsValidator } from '#cmdb/validators/ci_health_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** "I have checked this item" (CFG-11). */
export default class ItemVerificationsController {
  async store({ params, principal, bouncer, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(CiHealthPolicy).authorize('verify', item)
    await verifyItems.handle({ actor, itemIds: [item.id] })
    return response.redirect().withQs().back()
  }

  async storeMany({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('work')
    const { ids } = await request.validateUsing(verifyItemsValidator)
    const itemIds = await verifiableItems(principal, ids)
    return response.json({ verified: await verifyItems.handle({ actor, itemIds }) })
  }
}
