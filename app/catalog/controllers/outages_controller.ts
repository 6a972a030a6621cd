import { deleteOutage } from '#catalog/actions/delete_outage'
import { endOutage } from '#catalog/actions/end_outage'
import { saveOutage } from '#catalog/actions/save_outage'
import { OUTAGE_EFFECTS, OUTAGE_KINDS, OUTAGE_STAGES } from '#catalog/models/outage_types'
import type ServiceOutage from '#catalog/models/service_outage'
import OutagePolicy from '#catalog/policies/outage_policy'
import { findService } from '#catalog/queries/find_service'
import { findOutage, listOutages } from '#catalog/queries/list_outages'
import { serviceChoices } from '#catalog/queries/look_up_services'
import { ticketToName } from '#catalog/queries/outage_tickets'
import { outageViews } from '#catalog/queries/outage_views'
import OutageTransformer from '#catalog/transformers/outage_transformer'
import {
  changedOutageValidator,
  newOutageValidator,
  outageEndValidator,
  outageRemovalValidator,
  toOutageValues,
} from '#catalog/validators/outage_validator'
import { dayOf, filterOf, listQuery, textOf } from '#core/queries/list_query'
import { toMoment } from '#core/wall_clock'
import type { HttpContext } from '@adonisjs/core/http'

/** Interruptions of services and planned maintenance (SLM-10). */
export default class OutagesController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(OutagePolicy).authorize('view')
    const query = request.qs()
    const filter = {
      ...listQuery(query),
      stage: filterOf(query.stage, OUTAGE_STAGES),
      kind: filterOf(query.kind, OUTAGE_KINDS),
      effect: filterOf(query.effect, OUTAGE_EFFECTS),
      service: textOf(query.service),
      from: dayOf(query.from),
      to: dayOf(query.to),
    }
    const { list, sort } = await listOutages(principal, filter)
    const rows = OutageTransformer.transform(await outageViews(principal, list.rows))
    return inertia.render('catalog/outages/index', {
      ...{ list: { ...list, rows }, filter, sort },
      services: await serviceChoices(principal),
      canRegister: principal.can('outages.edit') && principal.can('services.view_technical'),
    })
  }

  async store(ctx: HttpContext) {
    const { params, request, principal, bouncer, actor } = ctx
    const service = await findService(principal, params.code)
    await bouncer.with(OutagePolicy).authorize('register', service)
    const given = await request.validateUsing(newOutageValidator)
    await bouncer.with(OutagePolicy).authorize('edit', { ...given, service })
    const values = toOutageValues(given, principal.timeZone)
    values.ticketNumber = await ticketToName(principal, values.ticketNumber, null)
    const outage = { serviceId: service.id, outageId: null, values }
    await saveOutage.handle({ actor, principal, ...outage })
    return this.#answer(ctx, 'outages.registered')
  }

  async update(ctx: HttpContext) {
    const { request, principal, bouncer, actor } = ctx
    const outage = await this.#editable(ctx)
    const { service, serviceId, id: outageId } = outage
    const { version, ...given } = await request.validateUsing(changedOutageValidator)
    await bouncer.with(OutagePolicy).authorize('edit', { ...given, service })
    const values = toOutageValues(given, principal.timeZone)
    values.ticketNumber = await ticketToName(principal, values.ticketNumber, outage.ticketNumber)
    const change = { serviceId, outageId, seenVersion: version, values }
    await saveOutage.handle({ actor, principal, ...change })
    return this.#answer(ctx, 'outages.saved')
  }

  async end(ctx: HttpContext) {
    const { request, principal, actor } = ctx
    const { id: outageId } = await this.#editable(ctx)
    const { version, endsAt } = await request.validateUsing(outageEndValidator)
    const end = endsAt ? toMoment(endsAt, principal.timeZone) : null
    await endOutage.handle({ actor, outageId, seenVersion: version, endsAt: end })
    return this.#answer(ctx, 'outages.ended')
  }

  async destroy(ctx: HttpContext) {
    const { request, actor } = ctx
    const { id: outageId } = await this.#editable(ctx)
    const { version, why } = await request.validateUsing(outageRemovalValidator)
    await deleteOutage.handle({ actor, outageId, seenVersion: version, why })
    return this.#answer(ctx, 'outages.deleted')
  }

  async #editable({ params, principal, bouncer }: HttpContext): Promise<ServiceOutage> {
    const outage = await findOutage(principal, params.id)
    const { isForAll, service } = outage
    const organisationIds = outage.organisations.map(({ id }) => id)
    await bouncer.with(OutagePolicy).authorize('edit', { isForAll, organisationIds, service })
    return outage
  }

  /** Every form of outages stands on several pages. */
  #answer({ response, session, i18n }: HttpContext, key: string) {
    session.flash('success', i18n.t(key))
    return response.redirect().withQs().back()
  }
}
