import type Calendar from '#calendars/models/calendar'
import type { HolidayYears, Interval, CalendarWeek } from '#calendars/models/calendar_types'
import HolidaySet from '#calendars/models/holiday_set'
import { composeExceptions, type Holiday } from '#calendars/workflow/holiday_shifts'
import type { WorkingCalendar } from '#calendars/workflow/working_calendar'
import { ReferenceNotFound } from '#core/errors'

type Named = { nameRu: string; nameEn: string }
export type DraftSet = Named & { code: string; years: HolidayYears; days: (Holiday & Named)[] }
export type OwnException = { onDate: string; intervals: Interval[]; label: string | null }

/** Everything that makes up a calendar, stored or still in a form. */
export type CalendarDraft = {
  timeZone: string
  week: CalendarWeek
  exceptions: OwnException[]
  sets: DraftSet[]
}

/** A stored calendar; `exceptions` and `holidaySets` with their days must be loaded. */
export function draftOf(calendar: Calendar): CalendarDraft {
  const { timeZone, week, exceptions, holidaySets } = calendar
  return { timeZone, week, exceptions, sets: holidaySets }
}

/** The sets of a form in its order. Throws ReferenceNotFound. */
export async function draftSets(ids: number[]): Promise<DraftSet[]> {
  const sets = await HolidaySet.query().whereIn('id', ids).preload('days')
  return ids.map((id) => {
    const set = sets.find((each) => each.id === id)
    if (!set) throw new ReferenceNotFound('holidaySetIds')
    return set
  })
}

export function workingCalendarOfDraft(draft: CalendarDraft): WorkingCalendar {
  const { timeZone, week, exceptions, sets } = draft
  const own = Object.fromEntries(exceptions.map(({ onDate, intervals }) => [onDate, intervals]))
  const holidays = sets.map((set) => set.days)
  return { timeZone, week, exceptions: composeExceptions(week, holidays, own) }
}
