import { proposeImprovement } from '#quality/actions/propose_improvement'
import ImprovementPolicy from '#quality/policies/improvement_policy'
import { checkQualityReferences } from '#quality/queries/check_quality_references'
import { raisedImprovementValidator } from '#quality/validators/quality_validator'
import { moveServiceReview } from '#reporting/actions/move_service_review'
import ServiceReviewPolicy from '#reporting/policies/service_review_policy'
import { findServiceReview } from '#reporting/queries/list_service_reviews'
import { closureValidator, holdingValidator } from '#reporting/validators/service_review_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** A review takes place, ends, and leads to improvements. */
export default class ServiceReviewStepsController {
  async hold(ctx: HttpContext) {
    const { actor, principal, request } = ctx
    const { id } = await this.#find(ctx, 'hold')
    const { version, heldOn } = await request.validateUsing(holdingValidator)
    await moveServiceReview.hold({ actor, id, version }, principal, heldOn)
    return ctx.response.redirect().withQs().back()
  }

  async close(ctx: HttpContext) {
    const { actor, request } = ctx
    const { id } = await this.#find(ctx, 'manage')
    const { version } = await request.validateUsing(closureValidator)
    await moveServiceReview.close({ actor, id, version })
    return ctx.response.redirect().withQs().back()
  }

  async raise(ctx: HttpContext) {
    const { actor, principal, request } = ctx
    const { number, owned, organisationId } = await this.#find(ctx, 'manage')
    await ctx.bouncer.with(ImprovementPolicy).authorize('proposeFor', owned)
    const values = await request.validateUsing(raisedImprovementValidator)
    await checkQualityReferences(principal, values)
    const source = { source: 'review' as const, sourceNumber: number }
    await proposeImprovement.handle({ actor, values: { ...values, organisationId }, ...source })
    return ctx.response.redirect().withQs().back()
  }

  async #find({ params, principal, bouncer }: HttpContext, right: 'manage' | 'hold') {
    const policy = bouncer.with(ServiceReviewPolicy)
    await policy.authorize('view')
    const review = await findServiceReview(principal, params.number)
    await policy.authorize(right, review.owned)
    return review
  }
}
