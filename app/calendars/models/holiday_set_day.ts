import { HolidaySetDaySchema } from '#database/schema'

/** One date of a holiday set; what it does to a calendar follows from its kind. */
export default class HolidaySetDay extends HolidaySetDaySchema {}
