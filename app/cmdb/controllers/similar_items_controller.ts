import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { similarItems } from '#cmdb/queries/similar_items'
import SimilarItemTransformer from '#cmdb/transformers/similar_item_transformer'
import { similarItemsValidator } from '#cmdb/validators/configuration_item_validator'
import { serializer } from '#core/serializer'
import type { HttpContext } from '@adonisjs/core/http'

/** POST /configuration-items/similar: is what the form holds there already? Values do not go into an address. */
export default class SimilarItemsController {
  async store({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const {
      serialNumber = null,
      ipAddress = null,
      ...given
    } = await request.validateUsing(similarItemsValidator)
    const items = await similarItems(principal, {
      ...{ ...given, serialNumber, ipAddress },
      attributes: given.attributes ?? {},
    })
    return serializer.serialize({ items: SimilarItemTransformer.transform(items) })
  }
}
