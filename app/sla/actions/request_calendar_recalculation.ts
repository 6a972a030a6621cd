import Calendar from '#calendars/models/calendar'
import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock as time } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { queueRecalculation } from '#sla/actions/queue_recalculation'
import type ClockRecalculation from '#sla/models/clock_recalculation'
import { openClocksBehind } from '#sla/queries/open_clocks_behind'

type Input = { actor: Actor; calendarId: number; reason: string }

/**
 * Has the open clocks that still count on former versions of a calendar put on the one in force, in
 * the background (§3.3.10); their targets stay. Throws RecalculationUnderWay, TooManyRecalculations,
 * E_ROW_NOT_FOUND.
 */
export const requestCalendarRecalculation = {
  async handle({ actor, calendarId, reason }: Input): Promise<ClockRecalculation> {
    return inTransaction(async (trx) => {
      await Calendar.query({ client: trx }).where('id', calendarId).forUpdate().firstOrFail()
      const inForce = await calendarVersionAt(calendarId, time.now(), trx)
      const [row] = await openClocksBehind(inForce, trx).countDistinct('ticket_id as count')
      await recordAudit(trx, {
        ...{ actor, subjectType: 'calendar', subjectId: calendarId, organisationId: null },
        action: 'calendar.recalculation_requested',
        reason,
        changes: [{ field: 'version', before: null, after: inForce.version }],
      })
      const ticketsTotal = Number(row.count)
      return queueRecalculation(trx, { calendarId }, { actor, reason, ticketsTotal })
    })
  },
}
