import { deleteItem } from '#cmdb/actions/delete_item'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { removalPlan, type Counted } from '#cmdb/queries/removal_plan'
import { removeItemValidator } from '#cmdb/validators/configuration_item_validator'
import db from '@adonisjs/lucid/services/db'
import type { HttpContext } from '@adonisjs/core/http'

/** Deleting an item at rest (CFG-04). */
export default class ItemRemovalsController {
  /** GET …/removal: what would go, and what holds it. */
  async show({ params, principal, bouncer, i18n }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('remove', item)
    const { holds, goes } = await removalPlan(item, db.connection())
    const tell = (rows: Counted[]) => rows.map(({ key, n }) => i18n.t(key, { n }))
    return { holds: tell(holds), goes: tell(goes) }
  }

  async destroy({
    params,
    principal,
    bouncer,
    request,
    response,
    actor,
    session,
    i18n,
  }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('remove', item)
    const { version, reason } = await request.validateUsing(removeItemValidator)
    await deleteItem.handle({ actor, itemId: item.id, seenVersion: version, reason })
    session.flash('success', i18n.t('ci_removal.done', { number: item.number }))
    return response.redirect(`/configuration-items/${item.number}/history`)
  }
}
