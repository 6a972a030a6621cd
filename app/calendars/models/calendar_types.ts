/** `["09:00", "18:00"]`; the end may be "24:00", an end before the start crosses midnight. */
export type Interval = [string, string]

/** Working intervals by ISO weekday, "1" = Monday. */
export type CalendarWeek = Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', Interval[]>

/** Intervals by local date, `[]` is a day off. */
export type CalendarExceptions = Record<string, Interval[]>

/** An official decree, the library of holidays, a file, or entered by hand. */
export const HOLIDAY_SOURCES = ['decree', 'library', 'file', 'manual'] as const
export type HolidaySource = (typeof HOLIDAY_SOURCES)[number]

/** The years a holiday set knows and where each comes from. */
export type HolidayYears = Record<string, { source: HolidaySource; note: string | null }>
