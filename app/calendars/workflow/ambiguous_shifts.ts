import { shiftMinutes } from '#calendars/workflow/calendar_days'
import type { Interval } from '#core/intervals'
import { dateOfDay, MINUTES_PER_DAY, weekdayIndex } from '#calendars/workflow/local_time'
import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import type { Shift, WorkingCalendar } from '#calendars/workflow/working_calendar'
import { zoneOffsets } from '#calendars/workflow/zone_offsets'

/** A shift that begins or ends inside an hour which the clocks skip or repeat on that date. */
export type AmbiguousShift = { date: string; shift: Shift }

const MS_PER_MINUTE = 60_000

/**
 * Shifts of a sound calendar worth a warning when it is saved: between the two instants (epoch ms)
 * their length depends on the rule for changing clocks, for a boundary lies inside the change.
 */
export function ambiguousShifts(
  calendar: WorkingCalendar,
  from: number,
  to: number
): AmbiguousShift[] {
  return clockChanges(calendar.timeZone, from / MS_PER_MINUTE, to / MS_PER_MINUTE).flatMap(
    ([start, end]) => {
      const day = Math.floor(start / MINUTES_PER_DAY)
      return [day - 1, day, day + 1].flatMap((each) => shiftsCutBy(calendar, each, [start, end]))
    }
  )
}

/** The skipped and repeated stretches of the wall clock, in local minutes. */
function clockChanges(timeZone: string, from: number, to: number): Interval[] {
  const zone = zoneOffsets(timeZone)
  const changes: Interval[] = []
  for (let before = zone.segmentAt(from); before.end < to;) {
    const after = zone.segmentAt(before.end)
    const ends = [before.end + before.offset, before.end + after.offset]
    if (before.offset !== after.offset) changes.push([Math.min(...ends), Math.max(...ends)])
    before = after
  }
  return changes
}

function shiftsCutBy(calendar: WorkingCalendar, day: number, change: Interval): AmbiguousShift[] {
  const date = dateOfDay(day)
  const weekday = WEEKDAYS[weekdayIndex(day)]
  const ordinary = weekday ? calendar.week[weekday] : []
  return (calendar.exceptions[date] ?? ordinary)
    .filter((shift) =>
      shiftMinutes(shift).some((minute) => isInside(day * MINUTES_PER_DAY + minute, change))
    )
    .map((shift) => ({ date, shift }))
}

function isInside(minute: number, [start, end]: Interval): boolean {
  return start < minute && minute < end
}
