import { HolidaySetInUse } from '#calendars/errors'
import Calendar from '#calendars/models/calendar'
import HolidaySet from '#calendars/models/holiday_set'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; holidaySetId: number; seenVersion: number }

/** Removes a set that no calendar uses. Throws StaleRecord, HolidaySetInUse. */
export const deleteHolidaySet = {
  async handle({ actor, holidaySetId, seenVersion }: Input): Promise<void> {
    return inTransaction(async (trx) => {
      const set = await HolidaySet.query({ client: trx })
        .where('id', holidaySetId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'holiday_set', set, seenVersion)
      const users = await Calendar.query({ client: trx })
        .whereHas('holidaySets', (sets) => void sets.where('holiday_sets.id', set.id))
        .orderBy('code')
      if (users.length > 0) throw new HolidaySetInUse(users.map(({ code }) => code).join(', '))

      await set.delete()
      await recordAudit(trx, {
        actor,
        subjectType: 'holiday_set',
        subjectId: set.id,
        organisationId: null,
        action: 'holiday_set.deleted',
        changes: [{ field: 'code', before: set.code, after: null }],
      })
    })
  },
}
