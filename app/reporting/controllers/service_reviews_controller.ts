import { textOf } from '#core/queries/list_query'
import { clock } from '#core/clock'
import ImprovementPolicy from '#quality/policies/improvement_policy'
import { saveServiceReview } from '#reporting/actions/save_service_review'
import ServiceReviewPolicy from '#reporting/policies/service_review_policy'
import ServiceLevelReportPolicy from '#reporting/policies/service_level_report_policy'
import { checkReviewReferences } from '#reporting/queries/check_review_references'
import { findServiceReview, listServiceReviews } from '#reporting/queries/list_service_reviews'
import { reviewAgreements } from '#reporting/queries/review_agreements'
import { reviewDraft } from '#reporting/queries/review_draft'
import { reviewFilter } from '#reporting/queries/review_filter'
import { reviewImprovements } from '#reporting/queries/review_improvements'
import ServiceReviewTransformer from '#reporting/transformers/service_review_transformer'
import {
  changedReviewValidator,
  newReviewValidator,
} from '#reporting/validators/service_review_validator'
import { recordHistory } from '#tickets/queries/ticket_history'
import type { HttpContext } from '@adonisjs/core/http'

/** Service reviews with clients (SLM-11). */
export default class ServiceReviewsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ServiceReviewPolicy)
    await policy.authorize('view')
    const filter = reviewFilter(request.qs())
    const { list, sort } = await listServiceReviews(principal, filter)
    return inertia.render('reporting/service_reviews/index', {
      list: { ...list, rows: ServiceReviewTransformer.transform(list.rows, principal) },
      ...{ filter, sort, canPlan: await policy.allows('plan') },
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ServiceReviewPolicy)
    await policy.authorize('view')
    const review = await findServiceReview(principal, params.number)
    const canManage = await policy.allows('manage', review.owned)
    return inertia.render('reporting/service_reviews/show', {
      review: ServiceReviewTransformer.transform(review, principal).useVariant('forPage'),
      improvements: await reviewImprovements(principal, review.number),
      today: clock.today(principal.timeZone),
      history: canManage ? await recordHistory('service_review', review.id) : [],
      can: {
        manage: canManage,
        hold: await policy.allows('hold', review.owned),
        report: await bouncer.with(ServiceLevelReportPolicy).allows('view'),
        raise:
          canManage && (await bouncer.with(ImprovementPolicy).allows('proposeFor', review.owned)),
      },
    })
  }

  async create({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServiceReviewPolicy).authorize('plan')
    const { last, ...draft } = await reviewDraft(principal, textOf(request.qs().after))
    const after = last && ServiceReviewTransformer.transform(last, principal).useVariant('forPage')
    return inertia.render('reporting/service_reviews/edit', {
      ...{ review: null, after, draft },
      agreements: await reviewAgreements(principal),
    })
  }

  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(ServiceReviewPolicy).authorize('plan')
    const values = await request.validateUsing(newReviewValidator)
    await checkReviewReferences(principal, values)
    const made = await saveServiceReview.handle({ actor, reviewId: null, values })
    return response.redirect(`/service-reviews/${made.number}`)
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ServiceReviewPolicy)
    await policy.authorize('view')
    const review = await findServiceReview(principal, params.number)
    await policy.authorize('manage', review.owned)
    return inertia.render('reporting/service_reviews/edit', {
      review: ServiceReviewTransformer.transform(review, principal).useVariant('forPage'),
      ...{ after: null, draft: null },
      agreements: await reviewAgreements(principal),
    })
  }

  async update({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const policy = bouncer.with(ServiceReviewPolicy)
    await policy.authorize('view')
    const { id: reviewId, number, owned } = await findServiceReview(principal, params.number)
    await policy.authorize('manage', owned)
    const { version, ...values } = await request.validateUsing(changedReviewValidator)
    await checkReviewReferences(principal, values)
    await saveServiceReview.handle({ actor, reviewId, seenVersion: version, values })
    return response.redirect(`/service-reviews/${number}`)
  }
}
