import { CalendarExceptionSchema } from '#database/schema'

/** What is worked on one date instead of the ordinary week; no interval is a day off. */
export default class CalendarException extends CalendarExceptionSchema {}
