/**
 * What a date of a holiday set does to a calendar: closes it (a holiday, or a day off moved from
 * another date), takes an hour from its end (the day before a holiday), leaves its first half, or
 * opens it in exchange for another day.
 */
export const HOLIDAY_KINDS = ['holiday', 'day_off', 'short_day', 'half_day', 'working_day'] as const
export type HolidayKind = (typeof HOLIDAY_KINDS)[number]
