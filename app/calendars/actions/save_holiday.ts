import { changeHolidaySet } from '#calendars/actions/change_holiday_set'
import { HolidayKnown } from '#calendars/errors'
import HolidaySetDay from '#calendars/models/holiday_set_day'
import type { HolidayKind } from '#calendars/workflow/holiday_kinds'
import { pendingChanges } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'

export type HolidayValues = {
  onDate: string
  kind: HolidayKind
  replacesOn: string | null
  nameRu: string
  nameEn: string
}
type Input = {
  actor: Actor
  holidaySetId: number
  seenVersion: number
  /** Null adds a day. */
  dayId: number | null
  values: HolidayValues
}

/**
 * Adds or changes one day of a set; a year that had none is known by hand from then on.
 * Throws StaleRecord, HolidayKnown, E_ROW_NOT_FOUND for a day of another set.
 */
export const saveHoliday = {
  async handle({ actor, holidaySetId, seenVersion, dayId, values }: Input): Promise<void> {
    const action = dayId === null ? 'holiday_set.day_added' : 'holiday_set.day_changed'
    await changeHolidaySet({ actor, holidaySetId, seenVersion, action }, async (trx, set) => {
      const days = () => HolidaySetDay.query({ client: trx }).where({ holidaySetId })
      const day =
        dayId === null ? new HolidaySetDay() : await days().where('id', dayId).firstOrFail()
      const other = await days().where('onDate', values.onDate).first()
      if (other && other.id !== dayId) throw new HolidayKnown()

      const changes = pendingChanges(day.merge(values))
      if (changes.length === 0) return changes
      await day.merge({ holidaySetId }).useTransaction(trx).save()
      const year = values.onDate.slice(0, 4)
      set.years = { [year]: { source: 'manual', note: null }, ...set.years }
      return [{ field: 'onDate', before: null, after: day.onDate }, ...changes.filter(differs)]
    })
  },
}

function differs({ field }: { field: string }) {
  return field !== 'onDate'
}
