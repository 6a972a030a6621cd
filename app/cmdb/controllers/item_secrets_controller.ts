import { showSecret } from '#cmdb/actions/show_secret'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import type { HttpContext } from '@adonisjs/core/http'

/** Looking at a secret is an act: it stands in the history. */
export default class ItemSecretsController {
  async store({ params, principal, bouncer, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('viewSecrets', item)
    const value = await showSecret.handle({ actor, item, key: params.key })
    response.header('cache-control', 'no-store')
    return value === null ? response.notFound({ value }) : { value }
  }
}
