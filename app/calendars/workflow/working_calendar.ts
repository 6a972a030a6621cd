/** ISO weekday, '1' is Monday. */
export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/**
 * Local wall-clock shift "HH:MM" to "HH:MM"; the end may be "24:00", and an end at or before the
 * start falls on the next local date. A shift belongs to the date it starts.
 */
export type Shift = readonly [from: string, to: string]

/**
 * A working calendar as stored and exchanged (SLM-03). An exception replaces the shifts that start
 * on its local date ("YYYY-MM-DD"), an empty list is a day off. Overlapping shifts are a union.
 */
export type WorkingCalendar = {
  timeZone: string
  week: Readonly<Record<Weekday, readonly Shift[]>>
  exceptions: Readonly<Record<string, readonly Shift[]>>
}

/** Half-open [from, to) in epoch milliseconds; `to` is null while the pause lasts. */
export type Pause = { readonly from: number; readonly to: number | null }

/**
 * Working time of one calendar. Instants are epoch milliseconds between 1970 and 2200, cut to the
 * minute towards the past; durations are whole minutes. Anything else throws a RangeError.
 */
export type WorkingTime = {
  readonly timeZone: string
  /** Working minutes in [start, end), negative when the two are reversed. */
  between(start: number, end: number): number
  /** Earliest instant with `minutes` worked since start; null when the calendar runs out. */
  add(start: number, minutes: number): number | null
  /** Latest instant with `minutes` to work until end; null when the calendar runs out. */
  subtract(end: number, minutes: number): number | null
  /** The instant itself inside working time, else the next opening; null when there is none. */
  next(at: number): number | null
  /** As `add`, with pauses taken out; null when an open pause begins before the time is used up. */
  dueAt(start: number, minutes: number, pauses: readonly Pause[]): number | null
  /** Working minutes in [start, at) outside the pauses; 0 when `at` is before the start. */
  elapsed(start: number, at: number, pauses: readonly Pause[]): number
}
