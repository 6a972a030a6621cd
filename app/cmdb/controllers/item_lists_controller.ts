import { requestItemList } from '#cmdb/actions/request_item_list'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { itemListValidator } from '#cmdb/validators/item_list_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The list of items as a file. */
export default class ItemListsController {
  /** Answers with the task to wait for, as JSON: the page stays where it is. */
  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    const { query = {}, ...wanted } = await request.validateUsing(itemListValidator)
    const task = await requestItemList.handle({ actor, principal, ...wanted, query })
    return response.accepted({ id: task.id, url: `/background-tasks/${task.id}` })
  }
}
