/** A shift as forms edit it; the end of one over midnight lies on the next day. */
export type Shift = { from: string; to: string; nextDay: boolean }
export type OwnException = { onDate: string; intervals: Shift[]; label: string | null }

/** What the calendar's editor holds; the week has seven days from Monday. */
export type CalendarContent = {
  timeZone: string
  week: Shift[][]
  exceptions: OwnException[]
  holidaySetIds: number[]
}

export type DayKind = 'holiday' | 'day_off' | 'short_day' | 'extra_day' | 'other_hours'
export const DAY_KINDS: DayKind[] = ['holiday', 'day_off', 'short_day', 'extra_day', 'other_hours']

/** A date that differs from the ordinary week; without `setCode` it is the calendar's own. */
export type CalendarException = {
  date: string
  kind: DayKind
  intervals: [string, string][]
  minutes: number
  nameRu: string | null
  nameEn: string | null
  setCode: string | null
}
export type CalendarYear = {
  year: number
  exceptions: CalendarException[]
  months: number[]
  unmaintained: number[]
}

type Pair = readonly [string, string]
export type Differences = {
  timeZone: { before: string; after: string } | null
  weekdays: { weekday: number; before: Pair[]; after: Pair[] }[]
  dates: { date: string; before: Pair[] | null; after: Pair[] | null }[]
  moreDates?: number
}

export type DueAnswer = {
  openedAt: string
  dueAt: string | null
  days: { date: string; minutes: number; isException: boolean }[]
  omittedDays: number
}

export type Lane = { weekday: number; spans: { from: number; to: number }[]; minutes: number }

export type DraftReport = {
  year: CalendarYear
  lanes: Lane[]
  due: DueAnswer | null
  differences: Differences | null
  openClocks: number
  ambiguous: { date: string; shift: Pair }[]
}
