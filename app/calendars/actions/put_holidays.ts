import { changeHolidaySet } from '#calendars/actions/change_holiday_set'
import type { HolidayValues } from '#calendars/actions/save_holiday'
import type { HolidaySource, HolidayYears } from '#calendars/models/calendar_types'
import { insertRows } from '#core/actions/insert_rows'
import type { Actor } from '#core/actor'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  holidaySetId: number
  seenVersion?: number
  /** Years that are known from then on, even when they have no day. */
  years: number[]
  source: HolidaySource
  /** Which decree, file or library; shown beside the year. */
  note: string | null
  days: HolidayValues[]
}

/**
 * Puts whole years into a set; what stood there in these years is replaced. Days of other years are
 * left out. Throws StaleRecord.
 */
export const putHolidays = {
  async handle(input: Input): Promise<void> {
    const { actor, holidaySetId, seenVersion, years, source, note } = input
    const change = { actor, holidaySetId, seenVersion, action: 'holiday_set.years_put' }
    await changeHolidaySet(change, async (trx, set) => {
      const days = input.days.filter(({ onDate }) => years.includes(yearOf(onDate)))
      const before = await removeYears(trx, holidaySetId, years)
      await insertRows(
        trx,
        'holiday_set_days',
        days.map((day) => toRow(holidaySetId, day))
      )
      const entry = { source, note }
      const put: HolidayYears = Object.fromEntries(years.map((year) => [String(year), entry]))
      set.years = { ...set.years, ...put }
      return [
        { field: 'years', before: null, after: `${years.join(', ')}: ${note ?? source}` },
        { field: 'days', before, after: days.length },
      ]
    })
  },
}

async function removeYears(trx: TransactionClientContract, id: number, years: number[]) {
  let removed = 0
  for (const year of years) {
    const answer: unknown = await trx
      .from('holiday_set_days')
      .where('holiday_set_id', id)
      .whereBetween('on_date', [`${year}-01-01`, `${year}-12-31`])
      .delete()
    removed += Number(Array.isArray(answer) ? answer[0] : answer)
  }
  return removed
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

function toRow(holidaySetId: number, day: HolidayValues) {
  return {
    holiday_set_id: holidaySetId,
    on_date: day.onDate,
    kind: day.kind,
    replaces_on: day.replacesOn,
    name_ru: day.nameRu,
    name_en: day.nameEn,
  }
}
