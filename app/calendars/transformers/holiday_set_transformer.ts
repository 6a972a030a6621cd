import type HolidaySet from '#calendars/models/holiday_set'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class HolidaySetTransformer extends BaseTransformer<HolidaySet> {
  toObject() {
    const { years } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'code', 'nameRu', 'nameEn', 'country', 'region']),
      years: Object.entries(years)
        .map(([year, { source, note }]) => ({ year: Number(year), source, note }))
        .sort((a, b) => a.year - b.year),
    }
  }

  forList() {
    return {
      ...this.toObject(),
      dayCount: Number(this.resource.$extras.days_count),
      calendarCount: Number(this.resource.$extras.calendars_count),
    }
  }

  forPage() {
    const { version, days, calendars } = this.resource
    return {
      ...this.toObject(),
      version,
      days: days.map(({ id, onDate, kind, replacesOn, nameRu, nameEn }) => ({
        ...{ id, onDate, kind, replacesOn, nameRu, nameEn },
      })),
      calendars: calendars.map(({ code, nameRu, nameEn }) => ({ code, nameRu, nameEn })),
    }
  }
}
