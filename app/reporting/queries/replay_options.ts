import Calendar from '#calendars/models/calendar'
import type { Principal } from '#directory/queries/principal'
import { reportOptions } from '#reporting/queries/report_options'

/** What a replay offers: the report's filters, any promise to clients and any calendar instead. */
export async function replayOptions(principal: Principal) {
  const calendars = await Calendar.visibleTo(principal)
    .orderBy('nameEn')
    .select('code', 'nameRu', 'nameEn')
  return {
    ...(await reportOptions(principal)),
    calendars: calendars.map(({ code, nameRu, nameEn }) => ({ code, ru: nameRu, en: nameEn })),
  }
}
