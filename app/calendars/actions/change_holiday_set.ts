import { renewCalendars } from '#calendars/actions/renew_calendars'
import HolidaySet from '#calendars/models/holiday_set'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Change = { actor: Actor; holidaySetId: number; seenVersion?: number; action: string }
type Work = (trx: TransactionClientContract, set: HolidaySet) => Promise<FieldChange[]>

/**
 * One change of a holiday set: locked, refused when stale, with its history and new versions of the
 * calendars that use it. `work` changes the set or its days and tells what; nothing leaves no trace.
 */
export async function changeHolidaySet(change: Change, work: Work): Promise<HolidaySet> {
  const { actor, holidaySetId, seenVersion, action } = change
  return inTransaction(async (trx) => {
    const set = await HolidaySet.query({ client: trx })
      .where('id', holidaySetId)
      .forUpdate()
      .firstOrFail()
    await refuseStale(trx, 'holiday_set', set, seenVersion)
    const changes = await work(trx, set)
    if (changes.length === 0) return set

    await set.merge({ version: set.version + 1 }).save()
    await recordAudit(trx, {
      actor,
      subjectType: 'holiday_set',
      subjectId: set.id,
      subjectVersion: set.version,
      organisationId: null,
      action,
      changes,
    })
    await renewCalendars(trx, set, actor)
    return set
  })
}
