import type Calendar from '#calendars/models/calendar'
import { workingCalendarOfDraft, type CalendarDraft } from '#calendars/queries/calendar_draft'
import { calendarUse } from '#calendars/queries/calendar_use'
import { calendarYear } from '#calendars/queries/calendar_year'
import { previewDue } from '#calendars/queries/preview'
import { versionContentAt } from '#calendars/queries/version_content'
import { ambiguousShifts } from '#calendars/workflow/ambiguous_shifts'
import { calendarDifferences } from '#calendars/workflow/calendar_differences'
import { weekLanes } from '#calendars/workflow/year_view'
import { clock } from '#core/clock'

type Asked = { year: number; opened: string | null; minutes: number | null }

const WARNED_YEARS = 2

/**
 * What an unsaved calendar would be: its year, a due time counted by the engine, what differs from
 * the version in force, the open clocks that keep that version, and shifts that clock changes cut.
 */
export async function draftReport(draft: CalendarDraft, calendar: Calendar | null, asked: Asked) {
  const working = workingCalendarOfDraft(draft)
  const now = clock.now()
  const until = now.plus({ years: WARNED_YEARS })
  return {
    year: calendarYear(draft, asked.year),
    lanes: weekLanes(working),
    due:
      asked.opened === null || asked.minutes === null
        ? null
        : previewDue(working, asked.opened, asked.minutes),
    differences: calendar
      ? calendarDifferences(await versionContentAt(calendar, now), working)
      : null,
    openClocks: calendar ? await openClocks(calendar.id) : 0,
    ambiguous: ambiguousShifts(working, now.toMillis(), until.toMillis()),
  }
}

async function openClocks(calendarId: number): Promise<number> {
  const uses = await calendarUse(calendarId)
  return uses.find(({ kind }) => kind === 'open_clocks')?.count ?? 0
}
