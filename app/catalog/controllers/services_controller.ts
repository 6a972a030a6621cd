import { saveService } from '#catalog/actions/save_service'
import { CRITICALITIES, SERVICE_STATUSES } from '#catalog/models/service_types'
import type Service from '#catalog/models/service'
import OutagePolicy from '#catalog/policies/outage_policy'
import ServicePolicy from '#catalog/policies/service_policy'
import { familyTree } from '#catalog/queries/family_tree'
import { findService, findServiceForPage, loadDependencies } from '#catalog/queries/find_service'
import { listServices, serviceOwners, supportTeams } from '#catalog/queries/list_services'
import { outagesOfService } from '#catalog/queries/list_outages'
import { lookUpServices } from '#catalog/queries/look_up_services'
import { outageViews } from '#catalog/queries/outage_views'
import { serviceAvailability } from '#catalog/queries/service_availability'
import { serviceUse } from '#catalog/queries/service_use'
import FamilyTransformer from '#catalog/transformers/family_transformer'
import OutageTransformer from '#catalog/transformers/outage_transformer'
import ServiceTransformer from '#catalog/transformers/service_transformer'
import {
  changedServiceValidator,
  newServiceValidator,
  toServiceValues,
} from '#catalog/validators/service_validator'
import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import { relatedTo } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'
import type { HttpContext } from '@adonisjs/core/http'

/** Outages on the page of a service; the others are on the list. */
const OUTAGES_SHOWN = 8

export default class ServicesController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ServicePolicy)
    await policy.authorize('view')
    const query = request.qs()
    const families = await familyTree(principal)
    const owners = await serviceOwners(principal)
    const filter = {
      ...listQuery(query),
      status: filterOf(query.status, SERVICE_STATUSES),
      criticality: filterOf(query.criticality, CRITICALITIES),
      family: filterOf(
        query.family,
        families.map(({ family }) => family.code)
      ),
      owner: filterOf(
        query.owner,
        owners.map(({ id }) => id)
      ),
    }
    const { list, sort, teams } = await listServices(principal, filter, families)
    const rows = ServiceTransformer.transform(list.rows, teams).useVariant('forList')
    return inertia.render('catalog/services/index', {
      ...{ list: { ...list, rows }, filter, sort, owners },
      families: FamilyTransformer.transform(families),
      can: { edit: await policy.allows('edit'), technical: await policy.allows('viewTechnical') },
    })
  }

  /** The page in one of its two views: `?view=customer` shows the own people what a customer sees. */
  async show(ctx: HttpContext) {
    const { params, request, principal, bouncer, inertia } = ctx
    const policy = bouncer.with(ServicePolicy)
    await policy.authorize('view')
    const service = await findServiceForPage(principal, params.code)
    const isTechnical = await policy.allows('viewTechnical')
    const asCustomer = isTechnical && request.qs().view === 'customer'
    const showsAll = isTechnical && !asCustomer
    const canEdit = await policy.allows('edit')
    if (showsAll) await loadDependencies(service, principal)
    const teams = await supportTeams(principal, [service])
    const shown = () => ServiceTransformer.transform(service, teams)
    const showsPrices = !asCustomer && (await policy.allows('viewPrices'))
    return inertia.render('catalog/services/show', {
      service: shown().useVariant(asCustomer ? 'forCustomer' : 'forPage'),
      technical: showsAll ? shown().useVariant('forTechnical') : null,
      prices: showsPrices ? shown().useVariant('forPrices') : null,
      uses: showsAll ? await serviceUse(service.id, canEdit ? null : principal) : [],
      related: asCustomer ? [] : await relatedTo('service', service.id, principal),
      availability: await this.#availability(ctx, service, asCustomer),
      view: asCustomer ? ('customer' as const) : ('technical' as const),
      can: {
        technical: isTechnical,
        edit: canEdit && showsAll,
        editPrices: showsPrices && (await policy.allows('editPrices')),
      },
    })
  }

  /** A new service, empty or as a copy of the one the address names. */
  async create({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServicePolicy).authorize('edit')
    const from = textOf(request.qs().from)
    const editor = from ? await this.#editor(principal, from) : null
    const families = FamilyTransformer.transform(await familyTree(principal))
    return inertia.render('catalog/services/edit', { service: editor, isNew: true, families })
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServicePolicy).authorize('edit')
    const editor = await this.#editor(principal, params.code)
    const families = FamilyTransformer.transform(await familyTree(principal))
    return inertia.render('catalog/services/edit', { service: editor, isNew: false, families })
  }

  async store(ctx: HttpContext) {
    const { request, principal, actor } = ctx
    await ctx.bouncer.with(ServicePolicy).authorize('edit')
    const values = toServiceValues(await request.validateUsing(newServiceValidator))
    const { code } = await saveService.handle({ actor, principal, serviceId: null, values })
    return this.#answer(ctx, code)
  }

  async update(ctx: HttpContext) {
    const { params, request, principal, actor } = ctx
    await ctx.bouncer.with(ServicePolicy).authorize('edit')
    const { id: serviceId } = await findService(principal, params.code)
    const { version, ...given } = await request.validateUsing(changedServiceValidator)
    const { code } = await saveService.handle({
      ...{ actor, principal, serviceId, seenVersion: version },
      values: toServiceValues(given),
    })
    return this.#answer(ctx, code)
  }

  /** Choices for the lookups of forms, as JSON `{ options }`; with `pipeline=1` planned ones too. */
  async lookup({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(ServicePolicy).authorize('view')
    const { q, pipeline, except } = request.qs()
    const lookup = {
      text: textOf(q),
      withPipeline: pipeline === '1',
      except: textOf(except),
    }
    return { options: await lookUpServices(principal, lookup) }
  }

  /** Null for who does not see outages. */
  async #availability({ principal, bouncer }: HttpContext, service: Service, asCustomer: boolean) {
    const policy = bouncer.with(OutagePolicy)
    const maySee = await policy.allows('view')
    if (!maySee) return null
    const { rows, total } = await outagesOfService(principal, service.id, OUTAGES_SHOWN)
    const shown = OutageTransformer.transform(await outageViews(principal, rows))
    return {
      months: await serviceAvailability(service, principal),
      outages: asCustomer ? shown.useVariant('forCustomer') : shown,
      total,
      canRegister: !asCustomer && (await policy.allows('register', service)),
    }
  }

  async #editor(principal: Principal, code: string) {
    const service = await findServiceForPage(principal, code)
    await loadDependencies(service, principal)
    const teams = await supportTeams(principal, [service])
    return ServiceTransformer.transform(service, teams).useVariant('forEditor')
  }

  #answer({ response, session, i18n }: HttpContext, code: string) {
    session.flash('success', i18n.t('catalog.saved'))
    return response.redirect(`/services/${encodeURIComponent(code)}`)
  }
}
