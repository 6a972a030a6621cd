import {
  findConfigurationItemForPage,
  findRemovedItem,
} from '#cmdb/queries/find_configuration_item'
import { historyFields } from '#cmdb/queries/history_fields'
import { itemHistoryPage } from '#cmdb/queries/item_history'
import { ItemRemoved } from '#cmdb/errors'
import ConfigurationItemTransformer from '#cmdb/transformers/configuration_item_transformer'
import type { HttpContext } from '@adonisjs/core/http'

/** All that ever changed in an item (CFG-07), also in one that was deleted (CFG-04). */
export default class ItemHistoriesController {
  async show(ctx: HttpContext) {
    const { params, inertia, principal } = ctx
    try {
      const item = await findConfigurationItemForPage(principal, params.number)
      return inertia.render('cmdb/configuration_items/history', {
        item: ConfigurationItemTransformer.transform(item).useVariant('forPast'),
        removedAt: null,
        ...(await this.#page(ctx, item)),
      })
    } catch (error) {
      if (!(error instanceof ItemRemoved)) throw error
      return this.#showRemoved(ctx)
    }
  }

  async #showRemoved(ctx: HttpContext) {
    const { params, inertia, principal } = ctx
    const removed = await findRemovedItem(principal, params.number)
    await removed.load('ciClass')
    const ciClass = { code: removed.ciClass?.code ?? '' }
    const { number, name, removedAt } = removed
    return inertia.render('cmdb/configuration_items/history', {
      item: { number, name, createdAt: removedAt.toISO()! },
      removedAt: removedAt.toISO(),
      ...(await this.#page(ctx, { id: removed.formerItemId, ciClass })),
    })
  }

  async #page(
    { request, principal }: HttpContext,
    item: { id: number; ciClass: { code: string } }
  ) {
    return {
      ...(await itemHistoryPage(item, request.qs(), principal)),
      fields: await historyFields(item, principal),
      timeZone: principal.timeZone,
    }
  }
}
