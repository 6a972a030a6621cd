import { openClocks } from '#sla/actions/drive_clocks'
import { replaceClock } from '#sla/actions/replace_clock'
import type Clock from '#sla/models/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Input = { ticketId: number; from: DateTime; to: DateTime; at: DateTime }

/**
 * The ticket turns out to have been opened at `to`, not at `from`: promises to the customer that
 * began with the opening and still run are counted anew over the whole life, with the pauses they
 * had (§3.3.7). What becomes overdue by that is recorded and wakes nobody; what has stopped stays.
 */
export async function beginClocksEarlier(
  trx: TransactionClientContract,
  { ticketId, from, to, at }: Input
) {
  const begun = (clock: Clock) =>
    clock.kind === 'sla' && !clock.stoppedAt && clock.startedAt.toMillis() === from.toMillis()
  for (const clock of (await openClocks(trx, ticketId)).filter(begun)) {
    const target = { ...termsOf(clock), metric: clock.metric }
    const replacement = { target, startedAt: to, policy: 'keep_elapsed', at } as const
    await replaceClock(trx, clock, { ...replacement, overdueFires: 'none' })
  }
}

function termsOf(clock: Clock) {
  const { agreementId, agreementVersion, agreementTargetId } = clock
  const { calendarId, calendarVersion, targetMinutes } = clock
  return {
    ...{ agreementId, agreementVersion, agreementTargetId: agreementTargetId! },
    ...{ calendarId, calendarVersion, targetMinutes },
  }
}
