import type { ClocksBehind } from '#calendars/queries/clocks_behind'
import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'
import { latestRecalculation } from '#sla/queries/latest_recalculation'
import { openClocksBehind } from '#sla/queries/open_clocks_behind'

/** Open clocks that a change of the calendar left alone, for its page; the desk's own matter. */
export async function calendarRecalculation(
  calendarId: number,
  principal: Principal
): Promise<ClocksBehind | null> {
  if (!principal.reach('agreements.view').all) return null
  const inForce = await calendarVersionAt(calendarId, clock.now())
  const [row] = await openClocksBehind(inForce).count('* as count')
  return {
    openClocks: Number(row.count),
    latest: await latestRecalculation({ calendarId }),
    canRun: principal.can('agreements.edit'),
  }
}
