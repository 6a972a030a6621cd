import { type DateTime } from 'luxon'

/** Whole days, `YYYY-MM-DD`, both ends included. */
export type Days = { startsOn: string; endsOn: string }

export function overlaps(one: Days, other: Days): boolean {
  return one.startsOn <= other.endsOn && other.startsOn <= one.endsOn
}

export function covers({ startsOn, endsOn }: Days, date: string): boolean {
  return startsOn <= date && date <= endsOn
}

/** The calendar date of a moment in a zone. */
export function dateIn(moment: DateTime, timeZone: string): string {
  return moment.setZone(timeZone).toISODate()!
}
