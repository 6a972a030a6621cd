import {
  NonBillableReasonMissing,
  UnknownWorkType,
  WorkInFuture,
  WorkTooLong,
} from '#billing/errors'
import WorkType from '#billing/models/work_type'
import type { NonBillableReason } from '#billing/workflow/non_billable_reasons'
import { clock } from '#core/clock'
import Person from '#directory/models/person'
import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What a person says of a piece of work. */
export type Work = {
  workTypeId: number
  /** The local ISO date of the work. */
  workDate: string
  /** `HH:MM` by the clock of who did it; only then dearer hours are known (§7.3). */
  startTime: string | null
  minutes: number
  isBillable: boolean
  nonBillableReason: NonBillableReason | null
  /** Printed in the client's report. */
  publicNote: string | null
  internalNote: string | null
}

const DAY_MINUTES = 1440

/**
 * Refuses work that cannot be: longer than a day, of tomorrow where the person works, of no known
 * type, not billed without a word why (§7.5). Tells the zone the work is told in. Throws WorkTooLong,
 * NonBillableReasonMissing, WorkInFuture, UnknownWorkType.
 */
export async function checkWork(
  trx: TransactionClientContract,
  personId: number,
  work: Work
): Promise<string> {
  if (!isDuration(work.minutes)) throw new WorkTooLong()
  if (!work.isBillable && work.nonBillableReason === null) throw new NonBillableReasonMissing()
  const person = await Person.query({ client: trx })
    .where('id', personId)
    .preload('organisation')
    .firstOrFail()
  const zone = person.timeZone ?? person.organisation.timeZone
  const today = clock.today(zone)
  if (work.workDate > today) throw new WorkInFuture()
  if (!(await WorkType.find(work.workTypeId, { client: trx }))) throw new UnknownWorkType()
  return zone
}

/** As it is stored: billed work has no reason for not being billed. */
export function storedWork({ minutes, startTime, ...rest }: Work, zone: string) {
  const { workDate, isBillable, nonBillableReason } = rest
  const startedAt = startTime && DateTime.fromISO(`${workDate}T${startTime}`, { zone }).toUTC()
  return {
    ...rest,
    rawMinutes: minutes,
    startedAt: startedAt || null,
    isBillable,
    nonBillableReason: isBillable ? null : nonBillableReason,
  }
}

function isDuration(minutes: number) {
  return Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= DAY_MINUTES
}
