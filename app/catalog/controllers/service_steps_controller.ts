import { moveService } from '#catalog/actions/move_service'
import { setServicePrices } from '#catalog/actions/set_service_prices'
import ServicePolicy from '#catalog/policies/service_policy'
import { findService } from '#catalog/queries/find_service'
import {
  servicePricesValidator,
  serviceStepValidator,
  toPrices,
} from '#catalog/validators/service_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What is changed on the page of a service, without its editor. */
export default class ServiceStepsController {
  async status(ctx: HttpContext) {
    const { params, principal, bouncer, request, actor } = ctx
    await bouncer.with(ServicePolicy).authorize('edit')
    const { id: serviceId, code } = await findService(principal, params.code)
    const { version: seenVersion, ...step } = await request.validateUsing(serviceStepValidator)
    await moveService.handle({ actor, serviceId, seenVersion, ...step })
    return this.#answer(ctx, code)
  }

  async prices(ctx: HttpContext) {
    const { params, principal, bouncer, request, actor } = ctx
    await bouncer.with(ServicePolicy).authorize('editPrices')
    const { id: serviceId, code } = await findService(principal, params.code)
    const { version: seenVersion, ...given } = await request.validateUsing(servicePricesValidator)
    await setServicePrices.handle({ actor, serviceId, seenVersion, prices: toPrices(given) })
    return this.#answer(ctx, code)
  }

  #answer({ response, session, i18n }: HttpContext, code: string) {
    session.flash('success', i18n.t('catalog.saved'))
    return response.redirect(`/services/${encodeURIComponent(code)}`)
  }
}
