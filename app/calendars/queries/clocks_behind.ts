import type { Principal } from '#directory/queries/principal'

/** Clocks that go on with a former version, and how far putting them on the one in force is. */
export type ClocksBehind = { openClocks: number; latest: unknown; canRun: boolean }
type Source = (calendarId: number, principal: Principal) => Promise<ClocksBehind | null>

let source: Source = async () => null

/** The domain of an upper floor that owns the clocks says how many there are. */
export function tellClocksBehind(given: Source): void {
  source = given
}

/** For the page of a calendar; null for who may not know (§3.3.10). */
export function clocksBehind(calendarId: number, principal: Principal) {
  return source(calendarId, principal)
}
