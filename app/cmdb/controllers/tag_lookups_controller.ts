import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { usedTags } from '#cmdb/queries/used_tags'
import { textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** Tags to choose from: GET /lookups/tags?q=… */
export default class TagLookupsController {
  async index({ principal, bouncer, request }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    return { tags: await usedTags(principal, textOf(request.qs().q)) }
  }
}
