import AgreementAvailability from '#sla/models/agreement_availability'

/** What an agreement promises of its services' time, for its page. */
export async function agreementAvailability(agreementId: number) {
  const rows = await AgreementAvailability.query()
    .where({ agreementId })
    .preload('service')
    .preload('calendar')
    .orderBy('id')
  return rows.map(({ serviceId, target, calendarId, service, calendar }) => ({
    ...{ serviceId, target, calendarId },
    service: { code: service.code, nameRu: service.nameRu, nameEn: service.nameEn },
    calendar: calendar && { nameRu: calendar.nameRu, nameEn: calendar.nameEn },
  }))
}
