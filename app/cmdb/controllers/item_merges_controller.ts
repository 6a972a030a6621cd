import { mergeItems } from '#cmdb/actions/merge_items'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { mergePreview } from '#cmdb/queries/merge_preview'
import { mergeItemsValidator } from '#cmdb/validators/reconciliation_validator'
import { textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** Two items that are one. */
export default class ItemMergesController {
  async show({ params, inertia, principal, bouncer, request }: HttpContext) {
    const kept = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', kept)
    const number = textOf(request.qs().with)
    const merged = number ? await findConfigurationItem(principal, number) : null
    await kept.load('ciClass')
    return inertia.render('cmdb/configuration_items/merge', {
      kept: sideOf(kept),
      merged: merged ? sideOf(merged) : null,
      preview: merged ? await mergePreview(kept, merged, principal) : null,
    })
  }

  async store({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const kept = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', kept)
    const { otherNumber, version, otherVersion, taken } =
      await request.validateUsing(mergeItemsValidator)
    const merged = await findConfigurationItem(principal, otherNumber)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', merged)
    const sides = {
      kept: { id: kept.id, seenVersion: version },
      merged: { id: merged.id, seenVersion: otherVersion },
    }
    await mergeItems.handle({ actor, ...sides, taken })
    return response.redirect(`/configuration-items/${kept.number}`)
  }
}

function sideOf({ id, number, name, version, organisationId, ciClassId }: ConfigurationItem) {
  return { id, number, name, version, organisationId, ciClassId }
}
