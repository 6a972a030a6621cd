import { changeHolidaySet } from '#calendars/actions/change_holiday_set'
import HolidaySetDay from '#calendars/models/holiday_set_day'
import type { Actor } from '#core/actor'

type Input = { actor: Actor; holidaySetId: number; seenVersion: number; dayId: number }

/** Takes a day out of a set. Throws StaleRecord, E_ROW_NOT_FOUND for a day of another set. */
export const removeHoliday = {
  async handle({ dayId, ...input }: Input): Promise<void> {
    const { holidaySetId } = input
    await changeHolidaySet({ ...input, action: 'holiday_set.day_removed' }, async (trx) => {
      const day = await HolidaySetDay.query({ client: trx })
        .where({ id: dayId, holidaySetId })
        .firstOrFail()
      await day.delete()
      return [{ field: 'onDate', before: `${day.onDate} ${day.nameRu}`, after: null }]
    })
  },
}
