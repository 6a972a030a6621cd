import { loadVersionTimes, versionText } from '#calendars/queries/calendar_versions'
import { toSqlUtc } from '#core/columns'
import { moment } from '#sla/actions/save_clock'
import type Clock from '#sla/models/clock'
import ClockTimer from '#sla/models/clock_timer'
import { loadEscalationRules } from '#sla/queries/escalation_rules'
import {
  planTimers,
  timerChanges,
  type OverdueFires,
  type TimerCause,
  type TimerChanges,
} from '#sla/workflow/timers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Occasion = { at: DateTime; cause?: TimerCause; overdueFires?: OverdueFires }

const WAITING = ['pending', 'claimed']

/**
 * Brings the due queue in line with clocks that were just written, in their transaction (§3.3.9):
 * moments that moved are rebuilt, those that will not come are cancelled, fired ones stay fired.
 * Pauses must be loaded.
 */
export async function syncTimers(
  trx: TransactionClientContract,
  clocks: readonly Clock[],
  { at, cause = 'time', overdueFires }: Occasion
) {
  const live = clocks.filter(({ state }) => state !== 'cancelled')
  await dropTimers(
    trx,
    clocks.filter(({ state }) => state === 'cancelled')
  )
  if (live.length === 0) return

  const rules = await loadEscalationRules(
    live.map(({ agreementId }) => agreementId),
    trx
  )
  const stored = Map.groupBy(await storedTimers(trx, live), ({ clockId }) => clockId)
  const times = await loadVersionTimes(live, trx)
  const changes = live.map((clock) => {
    const own = rules.filter((rule) => rule.covers(clock)).map(({ timing }) => timing)
    const planned = planTimers(clock.facts, times.get(versionText(clock))!, own)
    const known = (stored.get(clock.id) ?? []).map((timer) => timer.stored)
    return { clockId: clock.id, ...timerChanges(planned, known, at.toMillis(), overdueFires) }
  })
  await write(trx, changes, cause)
}

/** Nothing waits for these clocks any more. */
async function dropTimers(trx: TransactionClientContract, clocks: readonly Clock[]) {
  if (clocks.length === 0) return
  await trx
    .from('clock_timers')
    .whereIn(
      'clock_id',
      clocks.map(({ id }) => id)
    )
    .whereIn('state', WAITING)
    .update({ state: 'cancelled' })
}

/**
 * A clock that takes another's place knows what has fired there and does not fire it again. The
 * breach is news unless both are late.
 */
export async function carryTimers(
  trx: TransactionClientContract,
  from: Clock,
  to: Clock,
  isStillBreached: boolean
) {
  const fired = await ClockTimer.query({ client: trx })
    .where('clockId', from.id)
    .whereNotIn('state', [...WAITING, 'cancelled'])
  const rows = fired
    .filter(({ ruleId }) => ruleId !== 0 || isStillBreached)
    .map(({ ruleId, occurrence, fireAt, cause, firedAt }) => ({
      clock_id: to.id,
      rule_id: ruleId,
      occurrence,
      fire_at: toSqlUtc(fireAt),
      state: 'carried',
      cause,
      fired_at: firedAt ? toSqlUtc(firedAt) : null,
    }))
  if (rows.length > 0) await trx.table('clock_timers').multiInsert(rows)
}

/** Locked, so that a worker who holds one of them is waited for. */
function storedTimers(trx: TransactionClientContract, clocks: readonly Clock[]) {
  return ClockTimer.query({ client: trx })
    .whereIn(
      'clockId',
      clocks.map(({ id }) => id)
    )
    .forUpdate()
}

async function write(
  trx: TransactionClientContract,
  changes: (TimerChanges & { clockId: number })[],
  cause: TimerCause
) {
  const rows = changes.flatMap(({ clockId, written }) =>
    written.map(({ ruleId, occurrence, fireAt, state }) => ({
      clock_id: clockId,
      rule_id: ruleId,
      occurrence,
      fire_at: toSqlUtc(moment(fireAt)!),
      state,
      cause,
      claimed_by: null,
      claimed_at: null,
      attempts: 0,
    }))
  )
  if (rows.length > 0) {
    await trx
      .insertQuery()
      .table('clock_timers')
      .onConflict(['clock_id', 'rule_id', 'occurrence'])
      .merge(['fire_at', 'state', 'cause', 'claimed_by', 'claimed_at', 'attempts'])
      .multiInsert(rows)
  }
  const cancelled = changes.flatMap(({ cancelledIds }) => cancelledIds)
  if (cancelled.length > 0) {
    await trx.from('clock_timers').whereIn('id', cancelled).update({ state: 'cancelled' })
  }
}
