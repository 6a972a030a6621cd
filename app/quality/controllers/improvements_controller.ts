import { clock } from '#core/clock'
import { changeImprovement } from '#quality/actions/change_improvement'
import { proposeImprovement } from '#quality/actions/propose_improvement'
import ImprovementPolicy from '#quality/policies/improvement_policy'
import { checkQualityReferences } from '#quality/queries/check_quality_references'
import { improvementFilter } from '#quality/queries/improvement_filter'
import { findImprovement, listImprovements } from '#quality/queries/list_improvements'
import ImprovementTransformer from '#quality/transformers/improvement_transformer'
import {
  changedImprovementValidator,
  newImprovementValidator,
} from '#quality/validators/quality_validator'
import { recordHistory } from '#tickets/queries/ticket_history'
import { ReferenceNotFound } from '#core/errors'
import type { HttpContext } from '@adonisjs/core/http'

/** The register of improvements (SLM-11, ISO-05). */
export default class ImprovementsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ImprovementPolicy)
    await policy.authorize('view')
    const filter = improvementFilter(request.qs())
    const { list, sort } = await listImprovements(principal, filter)
    return inertia.render('quality/improvements/index', {
      list: { ...list, rows: ImprovementTransformer.transform(list.rows, principal) },
      ...{ filter, sort, canPropose: await policy.allows('propose') },
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ImprovementPolicy)
    await policy.authorize('view')
    const found = await findImprovement(principal, params.number)
    return inertia.render('quality/improvements/show', {
      improvement: ImprovementTransformer.transform(found, principal).useVariant('forPage'),
      history: await recordHistory('improvement', found.id),
      today: clock.today(principal.timeZone),
      canManage: await policy.allows('manage', found.owned),
    })
  }

  async create({ bouncer, inertia }: HttpContext) {
    await bouncer.with(ImprovementPolicy).authorize('propose')
    return inertia.render('quality/improvements/edit', { improvement: null })
  }

  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    const policy = bouncer.with(ImprovementPolicy)
    await policy.authorize('propose')
    const input = await request.validateUsing(newImprovementValidator)
    const { source, sourceNumber, ...values } = input
    await checkQualityReferences(principal, values)
    const isTheirs = await policy.allows('proposeFor', values)
    if (!isTheirs) throw new ReferenceNotFound('organisationId')
    const made = await proposeImprovement.handle({ actor, values, source, sourceNumber })
    return response.redirect(`/improvements/${made.number}`)
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ImprovementPolicy)
    await policy.authorize('view')
    const found = await findImprovement(principal, params.number)
    await policy.authorize('manage', found.owned)
    return inertia.render('quality/improvements/edit', {
      improvement: ImprovementTransformer.transform(found, principal).useVariant('forPage'),
    })
  }

  async update({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const policy = bouncer.with(ImprovementPolicy)
    await policy.authorize('view')
    const { id, number, owned } = await findImprovement(principal, params.number)
    await policy.authorize('manage', owned)
    const { version, ...values } = await request.validateUsing(changedImprovementValidator)
    await checkQualityReferences(principal, values)
    await changeImprovement.values({ actor, id, version }, values)
    return response.redirect(`/improvements/${number}`)
  }
}
