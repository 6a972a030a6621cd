import type Calendar from '#calendars/models/calendar'
import type { Interval } from '#calendars/models/calendar_types'
import { weekLanes } from '#calendars/workflow/year_view'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class CalendarTransformer extends BaseTransformer<Calendar> {
  toObject() {
    return this.pick(this.resource, ['id', 'code', 'nameRu', 'nameEn', 'timeZone'])
  }

  forList() {
    return {
      ...this.toObject(),
      isActive: this.resource.isActive,
      weekMinutes: this.#lanes().reduce((sum, lane) => sum + lane.minutes, 0),
      exceptionCount: Number(this.resource.$extras.exceptions_count),
      holidaySets: this.resource.holidaySets.map(({ code }) => code),
    }
  }

  forPage() {
    const { version, isActive } = this.resource
    return {
      ...this.toObject(),
      version,
      isActive,
      lanes: this.#lanes(),
      holidaySets: this.#sets(),
    }
  }

  /** As the editor takes it; a shift over midnight says so. */
  forEditor() {
    const { version, week, exceptions, holidaySets } = this.resource
    return {
      ...this.toObject(),
      version,
      week: Object.values(week).map((shifts) => shifts.map(toShift)),
      exceptions: exceptions.map(({ onDate, intervals, label }) => ({
        onDate,
        intervals: intervals.map(toShift),
        label,
      })),
      holidaySetIds: holidaySets.map(({ id }) => id),
    }
  }

  #sets() {
    return this.resource.holidaySets.map(({ code, nameRu, nameEn }) => ({ code, nameRu, nameEn }))
  }

  #lanes() {
    const { timeZone, week } = this.resource
    return weekLanes({ timeZone, week, exceptions: {} })
  }
}

function toShift([from, to]: Interval) {
  return { from, to, nextDay: to <= from }
}
