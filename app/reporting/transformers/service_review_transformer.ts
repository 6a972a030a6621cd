import type { Principal } from '#directory/queries/principal'
import type ServiceReview from '#reporting/models/service_review'
import { isReviewOverdue } from '#reporting/queries/list_service_reviews'
import { nextReview } from '#reporting/workflow/next_review'
import { nextReviewStep } from '#reporting/workflow/review_steps'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ServiceReviewTransformer extends BaseTransformer<ServiceReview> {
  constructor(
    resource: ServiceReview,
    protected principal: Principal
  ) {
    super(resource)
  }

  toObject() {
    const review = this.resource
    return {
      ...this.pick(review, ['id', 'number', 'state', 'periodFrom', 'periodTo', 'plannedOn']),
      ...this.pick(review, ['heldOn']),
      isOverdue: isReviewOverdue(review, this.principal.timeZone),
      organisation: this.pick(review.organisation, ['id', 'code', 'name']),
    }
  }

  forPage() {
    const review = this.resource
    return {
      ...this.toObject(),
      ...this.pick(review, ['version', 'intervalMonths', 'agenda', 'minutes', 'decisions']),
      figures: review.figures,
      services: review.services.map(named),
      agreements: review.agreements.map(named),
      participants: review.participants.map(({ id, displayName, organisation }) => ({
        ...{ id, name: displayName, organisation: organisation.name },
      })),
      step: nextReviewStep(review),
      next: nextReview(review),
    }
  }
}

type Named = { id: number; code: string; nameRu: string; nameEn: string }

function named({ id, code, nameRu, nameEn }: Named): Named {
  return { id, code, nameRu, nameEn }
}
