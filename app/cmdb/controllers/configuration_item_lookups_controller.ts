import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { lookUpConfigurationItems } from '#cmdb/queries/look_up_configuration_items'
import { textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** Choices for lookups: GET /lookups/configuration-items?q=…&organisation=1&except=CI-000001 */
export default class ConfigurationItemLookupsController {
  async index({ principal, bouncer, request }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    const { q, organisation, except, class: classCode } = request.qs()
    const organisationId = textOf(organisation)
    return {
      options: await lookUpConfigurationItems(principal, {
        text: textOf(q),
        // Nonsense matches nothing.
        organisationId: organisationId === null ? null : Number(organisationId) || 0,
        exceptNumber: textOf(except),
        classCode: textOf(classCode),
      }),
    }
  }
}
