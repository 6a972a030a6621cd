import { workingTime } from '#calendars/queries/working_time'
import type { Shift } from '#calendars/queries/working_time'
import type { ClockFacts } from '#sla/workflow/clock'

/** Monday to Friday with the given hours, UTC. */
export function weekdays(...shifts: Shift[]) {
  const week = { '1': shifts, '2': shifts, '3': shifts, '4': shifts, '5': shifts, '6': [], '7': [] }
  return workingTime({ timeZone: 'UTC', week, exceptions: {} })
}

export const office = weekdays(['09:00', '18:00'])

/** Epoch ms of a time in the week of Monday 2026-03-02, written "Mon 09:00" or "Mon 09:00:01". */
export function at(moment: string): number {
  const [day = '', time = ''] = moment.split(' ')
  const date = 2 + ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day)
  return Date.parse(`2026-03-0${date}T${time}Z`)
}

export function clock(startedAt: string, targetMinutes: number): ClockFacts {
  return { startedAt: at(startedAt), targetMinutes, pauses: [], stoppedAt: null }
}
