import Calendar from '#calendars/models/calendar'
import HolidaySetDay from '#calendars/models/holiday_set_day'
import { HolidaySetSchema } from '#database/schema'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { hasMany, manyToMany } from '@adonisjs/lucid/orm'
import type { HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'

/** Holidays that several calendars share, as a country's production calendar (§3.4). */
export default class HolidaySet extends HolidaySetSchema {
  @hasMany(() => HolidaySetDay, { onQuery: (query) => void query.orderBy('on_date') })
  declare days: HasMany<typeof HolidaySetDay>

  @manyToMany(() => Calendar, { pivotTable: 'calendar_holiday_sets' })
  declare calendars: ManyToMany<typeof Calendar>

  static visibleTo(principal: Principal) {
    return scopedByPermission(this.query(), principal, 'calendars.view')
  }
}
