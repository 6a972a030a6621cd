import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import type { Shift, WorkingCalendar } from '#calendars/workflow/working_calendar'

/** "09:00–13:00, 14:00–18:00", or a dash for a day off. */
export function shiftsText(shifts: readonly Shift[]): string {
  return shifts.map(([from, to]) => `${from}–${to}`).join(', ') || '—'
}

/** A week for the history, weekdays by number: "1–5 09:00–18:00; 6–7 —". */
export function weekText(week: WorkingCalendar['week']): string {
  const runs: { first: string; last: string; text: string }[] = []
  for (const weekday of WEEKDAYS) {
    const text = shiftsText(week[weekday])
    const run = runs.at(-1)
    if (run?.text === text) run.last = weekday
    else runs.push({ first: weekday, last: weekday, text })
  }
  return runs
    .map(({ first, last, text }) => `${first === last ? first : `${first}–${last}`} ${text}`)
    .join('; ')
}
