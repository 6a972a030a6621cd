import { workingTime } from '#calendars/queries/working_time'
import { dueOf, type ClockFacts } from '#sla/workflow/clock'

const HOUR = 3_600_000
const DAYS = 1_000
const FIRST = Date.parse('2024-01-01T00:00:00Z')
const TARGETS = [15, 60, 240, 480, 960, 4_800]

/**
 * Computes due times of clocks that began at any hour of three years, each third one with two
 * pauses, on office hours with a lunch break and ten holidays a year. Returns the seconds it took.
 */
export function measureDueTimes(count: number): number {
  const calendar = officeHours()
  const clocks = Array.from({ length: count }, (_, index) => clockOf(index))
  const started = performance.now()
  let found = 0
  for (const clock of clocks) if (dueOf(clock, calendar) !== null) found += 1
  if (found < count) throw new Error(`${count - found} clocks have no due time`)
  return (performance.now() - started) / 1000
}

function officeHours() {
  const day: [string, string][] = [
    ['09:00', '13:00'],
    ['14:00', '18:00'],
  ]
  const holidays = [2024, 2025, 2026, 2027].flatMap((year) =>
    Array.from({ length: 10 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}-08`)
  )
  return workingTime({
    timeZone: 'Europe/Moscow',
    week: { '1': day, '2': day, '3': day, '4': day, '5': day, '6': [], '7': [] },
    exceptions: Object.fromEntries(holidays.map((date) => [date, []])),
  })
}

/** The same clocks in every run; a prime step goes through all hours. */
function clockOf(index: number): ClockFacts {
  const startedAt = FIRST + ((index * 7_919) % (DAYS * 24)) * HOUR
  const pause = (hours: number) => ({
    from: startedAt + hours * HOUR,
    to: startedAt + (hours + 5) * HOUR,
  })
  return {
    startedAt,
    targetMinutes: TARGETS[index % TARGETS.length]!,
    pauses: index % 3 === 0 ? [pause(2), pause(30)] : [],
    stoppedAt: null,
  }
}
