import type Calendar from '#calendars/models/calendar'
import { draftOf, workingCalendarOfDraft } from '#calendars/queries/calendar_draft'
import type { WorkingCalendar } from '#calendars/workflow/working_calendar'

/**
 * A calendar as it was saved last, holidays included; `exceptions` and `holidaySets` with their days
 * must be loaded. What is counted with are its versions.
 */
export function workingCalendarOf(calendar: Calendar): WorkingCalendar {
  return workingCalendarOfDraft(draftOf(calendar))
}
