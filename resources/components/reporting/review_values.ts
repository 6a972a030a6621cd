import type { INTERVALS, ReviewPage } from '~/components/quality/types'

type Days = { plannedOn: string; periodFrom: string; periodTo: string; intervalMonths: number }

/** A form of a review: as it stands, or new on `days`, after the model of the last one. */
export function reviewValues(review: ReviewPage | null, after: ReviewPage | null, days: Days) {
  const model = review ?? after
  const idsOf = (all: { id: number }[] | undefined) => (all ?? []).map(({ id }) => id)
  return {
    organisationId: model?.organisation.id ?? null,
    periodFrom: days.periodFrom,
    periodTo: days.periodTo,
    plannedOn: days.plannedOn,
    intervalMonths: days.intervalMonths as (typeof INTERVALS)[number],
    agenda: model?.agenda ?? '',
    minutes: review?.minutes ?? '',
    decisions: review?.decisions ?? '',
    scope: {
      serviceIds: idsOf(model?.services),
      agreementIds: idsOf(model?.agreements),
      participantIds: idsOf(model?.participants),
    },
  }
}

export type ReviewValues = ReturnType<typeof reviewValues>
export type ReviewScope = ReviewValues['scope']

/** As the server takes it: nothing where nothing was typed. */
export function reviewInput({ scope, ...values }: ReviewValues) {
  const { agenda, minutes, decisions } = values
  return {
    ...{ ...values, ...scope },
    agenda: agenda || null,
    minutes: minutes || null,
    decisions: decisions || null,
  }
}
