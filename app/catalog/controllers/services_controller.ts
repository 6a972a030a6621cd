import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import Service from '#catalog/models/service'
import { CRITICALITIES, SERVICE_STATUSES } from '#catalog/models/service_types'
import ServicePolicy from '#catalog/policies/service_policy'
import { listServices, supportTeams } from '#catalog/queries/list_services'
import { lookUpServices } from '#catalog/queries/look_up_services'
import ServiceTransformer from '#catalog/transformers/service_transformer'
import { relatedTo } from '#directory/queries/related_links'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { HttpContext } from '@adonisjs/core/http'

const OWNER = { organisation: 'people.organisation_id', person: 'people.id' }

export default class ServicesController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServicePolicy).authorize('view')
    const query = request.qs()
    const status = filterOf(query.status, SERVICE_STATUSES)
    const criticality = filterOf(query.criticality, CRITICALITIES)
    const filter = { ...listQuery(query), status, criticality }
    const { list, sort, teams } = await listServices(principal, filter)
    const rows = ServiceTransformer.transform(list.rows, teams).useVariant('forList')
    return inertia.render('catalog/services/index', { list: { ...list, rows }, filter, sort })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServicePolicy).authorize('view')
    const service = await Service.visibleTo(principal)
      .where('code', params.code)
      .preload(
        'owner',
        (owner) => void scopedByOrganisation(owner, principal, 'directory.view', OWNER)
      )
      .firstOrFail()
    const teams = await supportTeams(principal, [service])
    return inertia.render('catalog/services/show', {
      service: ServiceTransformer.transform(service, teams).useVariant('forPage'),
      related: await relatedTo('service', service.id, principal),
    })
  }

  /** Choices for the lookups of forms, as JSON `{ options }`. */
  async lookup({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(ServicePolicy).authorize('view')
    return { options: await lookUpServices(principal, textOf(request.qs().q)) }
  }
}
