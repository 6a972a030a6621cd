import AgreementAvailability from '#sla/models/agreement_availability'

/** The share of time an agreement promises for a service, in the hours of a calendar. */
export type AvailabilityPromise = {
  agreementId: number
  serviceId: number
  /** Percent as a decimal text. */
  target: string
  /** Its own calendar, or the agreement's. */
  calendarId: number
}

/** What some agreements promise, each service once. */
export async function availabilityPromises(
  agreementIds: readonly number[]
): Promise<AvailabilityPromise[]> {
  const rows = await AgreementAvailability.query()
    .whereIn('agreementId', [...agreementIds])
    .preload('agreement')
  return rows.map(({ agreementId, serviceId, target, calendarId, agreement }) => ({
    ...{ agreementId, serviceId, target },
    calendarId: calendarId ?? agreement.calendarId,
  }))
}
