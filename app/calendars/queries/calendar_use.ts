import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** How many records of one kind stand on a calendar. */
export type CalendarUse = { kind: string; count: number }
type Counter = (calendarId: number, client?: QueryClientContract) => Promise<number>

const counters = new Map<string, Counter>()

/**
 * Domains of upper floors say how many of their records stand on a calendar; `kind` is named in the
 * language catalogue (`calendars.use`). Open clocks are of the kind `open_clocks`.
 */
export function countCalendarUse(kind: string, counter: Counter): void {
  counters.set(kind, counter)
}

/** Every use of a calendar; inside a transaction pass its client. */
export async function calendarUse(
  calendarId: number,
  client?: QueryClientContract
): Promise<CalendarUse[]> {
  const uses: CalendarUse[] = []
  for (const [kind, counter] of counters) {
    uses.push({ kind, count: await counter(calendarId, client) })
  }
  return uses
}
