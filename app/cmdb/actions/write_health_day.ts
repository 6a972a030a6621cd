import { HEALTH_COUNTERS, type HealthCounts } from '#cmdb/workflow/health_figures'
import { insertRows } from '#core/actions/insert_rows'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import string from '@adonisjs/core/helpers/string'
import type { DateTime } from 'luxon'

/** What was counted of one class in one organisation. */
export type HealthTally = { organisationId: number; classId: number; counts: HealthCounts }

/** Longer than the longest trend that is shown. */
const KEPT_DAYS = 400

/** Replaces the figures of a day, and lets very old ones go. */
export async function writeHealthDay(now: DateTime, tallies: readonly HealthTally[]) {
  const day = now.toISODate()!
  await inTransaction(async (trx) => {
    await trx.from('ci_health_days').where({ day }).delete()
    const oldest = now.minus({ days: KEPT_DAYS }).toISODate()!
    await trx.from('ci_health_days').where('day', '<', oldest).delete()
    await insertRows(
      trx,
      'ci_health_days',
      tallies.map(({ organisationId, classId, counts }) => ({
        ...{ day, organisation_id: organisationId, ci_class_id: classId },
        ...Object.fromEntries(HEALTH_COUNTERS.map((key) => [string.snakeCase(key), counts[key]])),
      }))
    )
    await trx.from('ci_health_settings').update({ last_run_at: toSqlUtc(now) })
  })
}
