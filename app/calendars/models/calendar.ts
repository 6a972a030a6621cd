import CalendarException from '#calendars/models/calendar_exception'
import CalendarVersion from '#calendars/models/calendar_version'
import HolidaySet from '#calendars/models/holiday_set'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { CalendarSchema } from '#database/schema'
import { hasMany, manyToMany } from '@adonisjs/lucid/orm'
import type { HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'

/**
 * A working calendar (SLM-03) as it was saved last. What is counted with are its versions: this one
 * may begin later. `version` rises with every save and guards against stale ones.
 */
export default class Calendar extends CalendarSchema {
  @hasMany(() => CalendarException)
  declare exceptions: HasMany<typeof CalendarException>

  @hasMany(() => CalendarVersion, { onQuery: (query) => void query.orderBy('version', 'desc') })
  declare versions: HasMany<typeof CalendarVersion>

  @manyToMany(() => HolidaySet, {
    pivotTable: 'calendar_holiday_sets',
    pivotColumns: ['position'],
    onQuery: (query) => {
      if (!query.isRelatedSubQuery) void query.orderBy('calendar_holiday_sets.position')
    },
  })
  declare holidaySets: ManyToMany<typeof HolidaySet>

  static visibleTo(principal: Principal) {
    return scopedByPermission(this.query(), principal, 'calendars.view')
  }
}
