import { freezeVersion, notBeforeLatest, renewInForce } from '#calendars/actions/freeze_version'
import Calendar from '#calendars/models/calendar'
import type HolidaySet from '#calendars/models/holiday_set'
import { plannedVersion } from '#calendars/queries/planned_version'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/**
 * Gives every calendar that takes its holidays from a changed set a new version from now on. Where a
 * version is planned, what is in force and what is planned are both written anew, each for its own
 * time, so that the plan does not begin early. The set is locked.
 */
export async function renewCalendars(
  trx: TransactionClientContract,
  set: HolidaySet,
  actor: Actor
): Promise<void> {
  const now = clock.now()
  const calendars = await Calendar.query({ client: trx })
    .whereHas('holidaySets', (sets) => void sets.where('holiday_sets.id', set.id))
    // A plan may have given the set up while what is in force still stands on it.
    .orWhereHas('versions', (versions) => void versions.where('validFrom', '>', toSqlUtc(now)))
    .orderBy('id')
    .forUpdate()
  for (const calendar of calendars) await renew(trx, calendar, { set, actor, now })
}

type Renewal = { set: HolidaySet; actor: Actor; now: DateTime }

async function renew(
  trx: TransactionClientContract,
  calendar: Calendar,
  { set, actor, now }: Renewal
) {
  const planned = await plannedVersion(calendar, trx)
  const begins = await notBeforeLatest(trx, calendar, now)
  const inForce = planned ? await renewInForce(trx, calendar, now) : null
  // Written even if it is as it was: the latest version that has begun counts.
  const version = (await freezeVersion(trx, calendar, begins)) ?? inForce
  if (!version) return

  await calendar.merge({ version: calendar.version + 1 }).save()
  const from = (inForce ?? version).validFrom.toISO()
  await recordAudit(trx, {
    actor,
    subjectType: 'calendar',
    subjectId: calendar.id,
    subjectVersion: calendar.version,
    organisationId: null,
    action: 'calendar.holidays_changed',
    changes: [
      { field: 'holidaySetIds', before: set.code, after: set.code },
      { field: 'validFrom', before: null, after: from },
    ],
  })
}
