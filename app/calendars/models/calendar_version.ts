import { CalendarVersionSchema } from '#database/schema'

/**
 * What a calendar was from a moment on, holidays included. What it holds is written once and never
 * changed: clocks name the one they are computed with (SLM-08).
 */
export default class CalendarVersion extends CalendarVersionSchema {}
