import Calendar from '#calendars/models/calendar'
import { Principal, type Reach } from '#directory/queries/principal'
import { replayServiceLevels } from '#reporting/queries/replay_service_levels'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import Agreement from '#sla/models/agreement'

const EVERYTHING: Reach = { all: true, organisationIds: [], teamIds: [], own: false }

/** The year of `loadClosedTickets` from its histories, with every target on the calendar 24x7. */
export async function replayYear() {
  const reaches = new Map([['agreements.report', EVERYTHING] as const])
  const reader = new Principal(0, 0, 0, 'Bench', 'en', 'UTC', reaches)
  const agreement = await Agreement.query().firstOrFail()
  const calendar = await Calendar.findByOrFail('code', '24x7')
  const query = serviceLevelQuery({ from: '2025-01-01', to: '2026-01-31' }, reader)
  const instead = { agreementId: agreement.id, calendarId: calendar.id, scope: 'all' } as const
  return replayServiceLevels(reader, query, instead)
}
