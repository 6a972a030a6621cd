import Calendar from '#calendars/models/calendar'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; calendarId: number; seenVersion: number; isActive: boolean }

/**
 * Takes a calendar out of the choices of new agreements, or back in; what stands on it goes on.
 * Throws StaleRecord.
 */
export const switchCalendar = {
  async handle({ actor, calendarId, seenVersion, isActive }: Input): Promise<void> {
    return inTransaction(async (trx) => {
      const calendar = await Calendar.query({ client: trx })
        .where('id', calendarId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'calendar', calendar, seenVersion)
      if (calendar.isActive === isActive) return

      await calendar.merge({ isActive, version: calendar.version + 1 }).save()
      await recordAudit(trx, {
        actor,
        subjectType: 'calendar',
        subjectId: calendar.id,
        subjectVersion: calendar.version,
        organisationId: null,
        action: isActive ? 'calendar.activated' : 'calendar.deactivated',
      })
    })
  },
}
