import Calendar from '#calendars/models/calendar'
import type { Principal } from '#directory/queries/principal'

/** A calendar one may see, with everything that makes it up. */
export async function findCalendar(principal: Principal, code: string): Promise<Calendar> {
  return Calendar.visibleTo(principal)
    .where('code', code)
    .preload('exceptions', (exceptions) => void exceptions.orderBy('on_date'))
    .preload('holidaySets', (sets) => void sets.preload('days'))
    .firstOrFail()
}
