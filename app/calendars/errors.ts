import { Refusal } from '#core/errors'
import type { DateTime } from 'luxon'

/** No date of the calendar, or so far away that working time is not counted there. */
export class UncountedMoment extends Refusal {
  constructor(field: string) {
    super('calendars.refusals.uncounted_moment', {}, field)
  }
}

/** Another calendar or holiday set has this code already. */
export class CalendarCodeTaken extends Refusal {
  constructor() {
    super('calendars.refusals.code_taken', {}, 'code')
  }
}

/** A change begins at once or on a day to come: what was counted stays counted (SLM-08). */
export class BeginsInThePast extends Refusal {
  constructor() {
    super('calendars.refusals.begins_in_the_past', {}, 'validFrom')
  }
}

/** A version waits to begin; what is saved would begin before it and so end it. */
export class PlanStands extends Refusal {
  constructor(validFrom: DateTime, timeZone: string) {
    // Noon is of one date wherever the message is put into words.
    const date = validFrom
      .setZone(timeZone)
      .set({ hour: 12 })
      .setZone('utc', { keepLocalTime: true })
    super('calendars.refusals.plan_stands', { date: date.toMillis() }, 'validFrom')
  }
}

/** Agreements, contracts or clocks stand on the calendar: it can be switched off instead. */
export class CalendarInUse extends Refusal {
  constructor() {
    super('calendars.refusals.calendar_in_use')
  }
}

/** Calendars take their holidays from the set. */
export class HolidaySetInUse extends Refusal {
  constructor(calendars: string) {
    super('calendars.refusals.set_in_use', { calendars })
  }
}

/** The set has another entry on that date. */
export class HolidayKnown extends Refusal {
  constructor() {
    super('calendars.refusals.holiday_known', {}, 'onDate')
  }
}

/** The library of holidays does not know the country, its part, or a holiday of these years. */
export class NoHolidays extends Refusal {
  constructor(field: string) {
    super('calendars.refusals.no_holidays', {}, field)
  }
}

/** The file has lines that cannot be read, or none at all; the preview tells which. */
export class UnreadableHolidays extends Refusal {
  constructor() {
    super('calendars.refusals.unreadable_file', {}, 'text')
  }
}
