import { CalendarVersionSchema } from '#database/schema'

/**
 * What a calendar was from a moment on, holidays included. Rows are written once and never changed:
 * clocks name the one they are computed with (SLM-08).
 */
export default class CalendarVersion extends CalendarVersionSchema {}
