import { changeHolidaySet } from '#calendars/actions/change_holiday_set'
import { CalendarCodeTaken } from '#calendars/errors'
import HolidaySet from '#calendars/models/holiday_set'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type HolidaySetValues = {
  code: string
  nameRu: string
  nameEn: string
  country: string | null
  region: string | null
}
type Input = {
  actor: Actor
  /** Null makes a new set, still without days. */
  holidaySetId: number | null
  seenVersion?: number
  values: HolidaySetValues
}

/** Makes or renames a holiday set. Throws StaleRecord, CalendarCodeTaken. */
export const saveHolidaySet = {
  async handle({ actor, holidaySetId, seenVersion, values }: Input): Promise<HolidaySet> {
    if (holidaySetId === null) return create(actor, values)
    const change = { actor, holidaySetId, seenVersion, action: 'holiday_set.changed' }
    return changeHolidaySet(change, async (trx, set) => {
      await refuseTakenCode(trx, values.code, set.id)
      return pendingChanges(set.merge(values))
    })
  },
}

function create(actor: Actor, values: HolidaySetValues): Promise<HolidaySet> {
  return inTransaction(async (trx) => {
    await refuseTakenCode(trx, values.code, 0)
    const set = new HolidaySet().fill({ ...values, years: {}, version: 1 })
    const changes = pendingChanges(set).filter(({ field }) => field !== 'years')
    await set.useTransaction(trx).save()
    await recordAudit(trx, {
      actor,
      subjectType: 'holiday_set',
      subjectId: set.id,
      subjectVersion: 1,
      organisationId: null,
      action: 'holiday_set.created',
      changes,
    })
    return set
  })
}

async function refuseTakenCode(trx: TransactionClientContract, code: string, ownId: number) {
  const other = await HolidaySet.query({ client: trx })
    .whereRaw('lower(code) = ?', [code.toLowerCase()])
    .whereNot('id', ownId)
    .first()
  if (other) throw new CalendarCodeTaken()
}
