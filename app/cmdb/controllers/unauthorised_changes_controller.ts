import { acceptUnauthorisedChange } from '#cmdb/actions/accept_unauthorised_change'
import { revertUnauthorisedChange } from '#cmdb/actions/revert_unauthorised_change'
import UnauthorisedChangePolicy from '#cmdb/policies/unauthorised_change_policy'
import {
  findUnauthorisedChange,
  listUnauthorisedChanges,
} from '#cmdb/queries/list_unauthorised_changes'
import UnauthorisedChangeTransformer from '#cmdb/transformers/unauthorised_change_transformer'
import {
  acceptChangeValidator,
  revertChangeValidator,
} from '#cmdb/validators/unauthorised_change_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What sources changed in change-controlled items without a change (CFG-11). */
export default class UnauthorisedChangesController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(UnauthorisedChangePolicy).authorize('view')
    const { findings, page, filters } = await listUnauthorisedChanges(principal, request.qs())
    return inertia.render('cmdb/unauthorised_changes/index', {
      ...{ page, filters, findings: UnauthorisedChangeTransformer.transform(findings) },
    })
  }

  async accept(ctx: HttpContext) {
    const { request, actor, response } = ctx
    const { id: findingId } = await this.#finding(ctx)
    const { reason, version } = await request.validateUsing(acceptChangeValidator)
    await acceptUnauthorisedChange.handle({ actor, findingId, seenVersion: version, reason })
    return response.redirect().withQs().back()
  }

  async revert(ctx: HttpContext) {
    const { request, actor, response } = ctx
    const { id: findingId } = await this.#finding(ctx)
    const { reason = null, version } = await request.validateUsing(revertChangeValidator)
    await revertUnauthorisedChange.handle({ actor, findingId, seenVersion: version, reason })
    return response.redirect().withQs().back()
  }

  async #finding({ params, principal, bouncer }: HttpContext) {
    const finding = await findUnauthorisedChange(principal, params.id)
    await bouncer.with(UnauthorisedChangePolicy).authorize('decide', finding)
    return finding
  }
}
