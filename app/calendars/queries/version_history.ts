import type Calendar from '#calendars/models/calendar'
import type CalendarVersion from '#calendars/models/calendar_version'
import { contentOf } from '#calendars/queries/version_content'
import { calendarDifferences } from '#calendars/workflow/calendar_differences'
import { clock } from '#core/clock'

const SHOWN = 20
const SHOWN_DATES = 20

/** The latest versions of a calendar, newest first, each with what it changed. */
export async function versionHistory(calendar: Calendar) {
  const rows = await calendar
    .related('versions')
    .query()
    .limit(SHOWN + 1)
  const now = clock.now()
  const inForce = rows.find(({ validFrom }) => validFrom <= now) ?? rows.at(-1)
  const stateOf = (row: CalendarVersion, later: CalendarVersion[]) => {
    if (row === inForce) return 'current'
    if (row.validFrom <= now) return 'past'
    return later.some(({ validFrom }) => validFrom <= row.validFrom) ? 'replaced' : 'planned'
  }
  return rows.slice(0, SHOWN).map((row, index) => {
    const before = rows[index + 1]
    const differences = before ? calendarDifferences(contentOf(before), contentOf(row)) : null
    return {
      version: row.version,
      validFrom: row.validFrom.toISO()!,
      state: stateOf(row, rows.slice(0, index)),
      differences: differences && {
        ...differences,
        dates: differences.dates.slice(0, SHOWN_DATES),
        moreDates: Math.max(0, differences.dates.length - SHOWN_DATES),
      },
    }
  })
}
