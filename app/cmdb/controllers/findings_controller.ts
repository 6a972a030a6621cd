import { closeFinding } from '#cmdb/actions/close_finding'
import CiFinding from '#cmdb/models/ci_finding'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { sourceNames } from '#cmdb/queries/ci_sources'
import { attributeLabels, listFindings } from '#cmdb/queries/list_findings'
import FindingTransformer from '#cmdb/transformers/finding_transformer'
import { findingValidator } from '#cmdb/validators/reconciliation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What came in and could not be taken as it was: refused values, doubtful and duplicate items. */
export default class FindingsController {
  async index({ inertia, principal, bouncer, request }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { list, filters, candidates } = await listFindings(principal, request.qs())
    const rows = FindingTransformer.transform(list.rows, candidates)
    return inertia.render('cmdb/findings/index', {
      list: { ...list, rows },
      filters,
      sourceNames: await sourceNames(),
      attributes: await attributeLabels(list.rows),
    })
  }

  async update({ params, principal, actor, bouncer, request, response }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { id } = await CiFinding.visibleTo(principal).where('id', params.id).firstOrFail()
    const { state } = await request.validateUsing(findingValidator)
    await closeFinding.handle({ actor, findingId: id, state })
    return response.redirect().withQs().back()
  }
}
