import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import { HeldInFuture, MinutesMissing, ReviewStepNotAllowed } from '#reporting/errors'
import ServiceReview from '#reporting/models/service_review'
import { reviewFigures } from '#reporting/queries/review_figures'
import { nextReviewStep, REVIEW_STEPS, type ReviewStep } from '#reporting/workflow/review_steps'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Command = { actor: Actor; id: number; version: number }

export const moveServiceReview = {
  /**
   * The talk took place: the figures of its period are frozen as they stand now. They are read
   * before the transaction, for they are of the past. Throws StaleRecord, ReviewStepNotAllowed, HeldInFuture.
   */
  async hold(command: Command, principal: Principal, heldOn: string) {
    if (heldOn > clock.today(principal.timeZone)) throw new HeldInFuture()
    const seen = await ServiceReview.query()
      .where('id', command.id)
      .preload('organisation')
      .preload('services')
      .preload('agreements')
      .firstOrFail()
    const figures = await reviewFigures(principal, seen)
    const changes = [{ field: 'heldOn', before: null, after: heldOn }]
    return move(command, 'hold', changes, (review) => review.merge({ heldOn, figures }))
  },

  /** Ends it with its minutes. Throws StaleRecord, ReviewStepNotAllowed, MinutesMissing. */
  async close(command: Command) {
    return move(command, 'close', [], (review) => {
      if (!review.minutes) throw new MinutesMissing()
    })
  },
}

async function move(
  { actor, id, version }: Command,
  step: ReviewStep,
  also: FieldChange[],
  work: (review: ServiceReview) => void
) {
  await inTransaction(async (trx) => {
    const review = await lock(trx, id)
    await refuseStale(trx, 'service_review', review, version)
    if (nextReviewStep(review)?.step !== step) throw new ReviewStepNotAllowed()
    work(review)
    const change = { field: 'state', before: review.state, after: REVIEW_STEPS[step].to }
    review.merge({ state: change.after, version: review.version + 1 })
    await review.save()
    await recordAudit(trx, {
      ...{ actor, subjectType: 'service_review', subjectId: id, subjectVersion: review.version },
      ...{ organisationId: review.organisationId, action: `service_review.${step}` },
      changes: [change, ...also],
    })
  })
}

async function lock(trx: TransactionClientContract, id: number) {
  return ServiceReview.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
}
