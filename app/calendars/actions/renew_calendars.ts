import { freezeVersion, notBeforeLatest } from '#calendars/actions/freeze_version'
import Calendar from '#calendars/models/calendar'
import type HolidaySet from '#calendars/models/holiday_set'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Gives every calendar that takes its holidays from a changed set a new version from now on; where a
 * version is planned, from its beginning, so that the plan does not begin early. The set is locked.
 */
export async function renewCalendars(
  trx: TransactionClientContract,
  set: HolidaySet,
  actor: Actor
): Promise<void> {
  const calendars = await Calendar.query({ client: trx })
    .whereHas('holidaySets', (sets) => void sets.where('holiday_sets.id', set.id))
    .orderBy('id')
    .forUpdate()
  for (const calendar of calendars) await renew(trx, calendar, set, actor)
}

async function renew(
  trx: TransactionClientContract,
  calendar: Calendar,
  set: HolidaySet,
  actor: Actor
) {
  const validFrom = await notBeforeLatest(trx, calendar, clock.now())
  const version = await freezeVersion(trx, calendar, validFrom)
  if (!version) return

  await calendar.merge({ version: calendar.version + 1 }).save()
  await recordAudit(trx, {
    actor,
    subjectType: 'calendar',
    subjectId: calendar.id,
    subjectVersion: calendar.version,
    organisationId: null,
    action: 'calendar.holidays_changed',
    changes: [
      { field: 'holidaySetIds', before: set.code, after: set.code },
      { field: 'validFrom', before: null, after: version.validFrom.toISO() },
    ],
  })
}
