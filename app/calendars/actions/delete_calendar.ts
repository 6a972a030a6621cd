import { CalendarInUse } from '#calendars/errors'
import Calendar from '#calendars/models/calendar'
import { calendarUse } from '#calendars/queries/calendar_use'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; calendarId: number; seenVersion: number }

/** What the databases answer when a row still points at the calendar. */
const REFERENCED = ['SQLITE_CONSTRAINT_FOREIGNKEY', 'ER_ROW_IS_REFERENCED_2']

/** Removes a calendar that nothing ever stood on. Throws StaleRecord, CalendarInUse. */
export const deleteCalendar = {
  async handle({ actor, calendarId, seenVersion }: Input): Promise<void> {
    return inTransaction(async (trx) => {
      const calendar = await Calendar.query({ client: trx })
        .where('id', calendarId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'calendar', calendar, seenVersion)
      const uses = await calendarUse(calendar.id, trx)
      if (uses.some(({ count }) => count > 0)) throw new CalendarInUse()

      await calendar.delete().catch(refuseReferenced)
      await recordAudit(trx, {
        actor,
        subjectType: 'calendar',
        subjectId: calendar.id,
        organisationId: null,
        action: 'calendar.deleted',
        changes: [{ field: 'code', before: calendar.code, after: null }],
      })
    })
  },
}

/** Something points here that nobody registered a counter for. */
function refuseReferenced(error: Error & { code?: string }): never {
  throw REFERENCED.includes(error.code ?? '') ? new CalendarInUse() : error
}
