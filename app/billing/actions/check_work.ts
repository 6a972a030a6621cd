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
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What a person says of a piece of work. */
export type Work = {
  workTypeId: number
  /** The local ISO date of the work. */
  workDate: string
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
 * type, not billed without a word why (§7.5). Throws WorkTooLong, NonBillableReasonMissing,
 * WorkInFuture, UnknownWorkType.
 */
export async function checkWork(trx: TransactionClientContract, personId: number, work: Work) {
  if (!isDuration(work.minutes)) throw new WorkTooLong()
  if (!work.isBillable && work.nonBillableReason === null) throw new NonBillableReasonMissing()
  const person = await Person.query({ client: trx })
    .where('id', personId)
    .preload('organisation')
    .firstOrFail()
  const today = clock.today(person.timeZone ?? person.organisation.timeZone)
  if (work.workDate > today) throw new WorkInFuture()
  if (!(await WorkType.find(work.workTypeId, { client: trx }))) throw new UnknownWorkType()
}

/** As it is stored: billed work has no reason for not being billed. */
export function storedWork({ minutes, isBillable, nonBillableReason, ...rest }: Work) {
  return {
    ...rest,
    rawMinutes: minutes,
    isBillable,
    nonBillableReason: isBillable ? null : nonBillableReason,
  }
}

function isDuration(minutes: number) {
  return Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= DAY_MINUTES
}
