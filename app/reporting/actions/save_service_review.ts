import { refuseStale } from '#core/actions/refuse_stale'
import { takeNumber } from '#core/actions/take_number'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import { PeriodReversed, ReviewClosed } from '#reporting/errors'
import ServiceReview from '#reporting/models/service_review'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type ReviewValues = {
  organisationId: number
  /** `YYYY-MM-DD`, both included. */
  periodFrom: string
  periodTo: string
  plannedOn: string
  intervalMonths: number
  agenda: string | null
  minutes: string | null
  decisions: string | null
  serviceIds: number[]
  agreementIds: number[]
  participantIds: number[]
}

const LISTS = {
  serviceIds: 'services',
  agreementIds: 'agreements',
  participantIds: 'participants',
} as const

type Input = { actor: Actor; reviewId: number | null; seenVersion?: number; values: ReviewValues }

/**
 * Plans a review or edits one that is not closed. The client and the period stay once figures are
 * frozen. Throws StaleRecord, PeriodReversed, ReviewClosed.
 */
export const saveServiceReview = {
  async handle({ actor, reviewId, seenVersion, values }: Input): Promise<ServiceReview> {
    if (values.periodTo < values.periodFrom) throw new PeriodReversed()
    return inTransaction(async (trx) => {
      const review = reviewId === null ? await begin(trx) : await lock(trx, reviewId)
      await refuseStale(trx, 'service_review', review, seenVersion)
      if (review.state === 'closed') throw new ReviewClosed()
      const { serviceIds, agreementIds, participantIds, ...fields } = values
      review.merge(review.state === 'planned' ? fields : withoutPeriod(fields))
      const lists = { serviceIds, agreementIds, participantIds }
      const also = reviewId === null ? onlyGiven(lists) : await changedLists(review, lists)
      await saveVersioned(trx, review, {
        ...{ actor, subjectType: 'service_review', also },
        action: reviewId === null ? 'service_review.planned' : 'service_review.changed',
        organisationId: () => review.organisationId,
      })
      for (const [field, relation] of Object.entries(LISTS)) {
        const ids = lists[field as keyof typeof LISTS]
        await review.related(relation).sync([...ids], true, trx)
      }
      return review
    })
  },
}

async function begin(trx: TransactionClientContract) {
  const number = await takeNumber(trx, 'service_review')
  const review = new ServiceReview().merge({ number, state: 'planned', version: 1 })
  return review.useTransaction(trx)
}

async function lock(trx: TransactionClientContract, id: number) {
  return ServiceReview.query({ client: trx })
    .where({ id })
    .preload('services')
    .preload('agreements')
    .preload('participants')
    .forUpdate()
    .firstOrFail()
}

function withoutPeriod({ agenda, minutes, decisions, intervalMonths }: Partial<ReviewValues>) {
  return { agenda, minutes, decisions, intervalMonths }
}

type Lists = Record<keyof typeof LISTS, number[]>

function onlyGiven(lists: Lists): FieldChange[] {
  return Object.entries(lists)
    .filter(([, ids]) => ids.length > 0)
    .map(([field, after]) => ({ field, before: null, after }))
}

async function changedLists(review: ServiceReview, lists: Lists): Promise<FieldChange[]> {
  return Object.entries(LISTS).flatMap(([field, relation]) => {
    const before = review[relation].map(({ id }) => id).sort((a, b) => a - b)
    const after = [...lists[field as keyof typeof LISTS]].sort((a, b) => a - b)
    return before.join() === after.join() ? [] : [{ field, before, after }]
  })
}
