import { saveImpactView } from '#cmdb/actions/save_impact_view'
import ImpactViewPolicy from '#cmdb/policies/impact_view_policy'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { findImpactView } from '#cmdb/queries/impact_views'
import { impactViewValidator, newImpactViewValidator } from '#cmdb/validators/impact_view_validator'
import { seenVersionValidator } from '#cmdb/validators/relation_validator'
import type { HttpContext } from '@adonisjs/core/http'

type Given = Awaited<ReturnType<typeof newImpactViewValidator.validate>>

/** Pictures of the graph that people keep (CFG-16). */
export default class ImpactViewsController {
  async store({ params, principal, request, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    const values = valuesOf(await request.validateUsing(newImpactViewValidator))
    const view = await saveImpactView.create({ actor, principal, item, values })
    return response.redirect(addressOf(item.number, view))
  }

  async update({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const view = await findImpactView(principal, params.id)
    await bouncer.with(ImpactViewPolicy).authorize('edit', view)
    const { version: seenVersion, ...given } = await request.validateUsing(impactViewValidator)
    const values = valuesOf(given)
    const saved = await saveImpactView.update({ actor, principal, view, seenVersion, values })
    return response.redirect(addressOf(view.item.number, saved))
  }

  async destroy({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const view = await findImpactView(principal, params.id)
    await bouncer.with(ImpactViewPolicy).authorize('remove', view)
    const { version: seenVersion } = await request.validateUsing(seenVersionValidator)
    await saveImpactView.remove({ actor, view, seenVersion })
    return response.redirect(`/configuration-items/${view.item.number}/impact`)
  }
}

function valuesOf({ address, positions, ...given }: Given) {
  const places = positions.map(({ id, x, y }) => [id, { x, y }] as const)
  return { ...given, address: address ?? '', positions: Object.fromEntries(places) }
}

function addressOf(number: string, { id, address }: { id: number; address: string }): string {
  return `/configuration-items/${number}/impact?${address ? `${address}&` : ''}view=${id}`
}
