import { loadVersionTimes, versionText } from '#calendars/queries/calendar_versions'
import { TIMER_ATTEMPTS, TIMER_BATCH, TIMERS_TOGETHER } from '#config/timers'
import { clock as time } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { claimTimers, type ClaimedTimer } from '#sla/actions/claim_timers'
import { moment } from '#sla/actions/save_clock'
import Clock from '#sla/models/clock'
import ClockTimer from '#sla/models/clock_timer'
import EscalationRule from '#sla/models/escalation_rule'
import { BREACH_RULE, planTimers, type TimerCause } from '#sla/workflow/timers'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** Something that happens now to a clock whose ticket is locked. */
export type Firing = { clock: Clock; cause: TimerCause; at: DateTime; fireAt: DateTime } & (
  { kind: 'breach' } | { kind: 'escalation'; rule: EscalationRule; occurrence: number }
)

/** The domain that owns the tickets: it locks them, and does to them what a firing means. */
export type ClockHost = {
  lock(trx: TransactionClientContract, ticketIds: number[]): Promise<void>
  react(trx: TransactionClientContract, firings: Firing[]): Promise<void>
}

export type EscalationFiring = Extract<Firing, { kind: 'escalation' }>

type Work = { worker: string; host: ClockHost; limit?: number }

/**
 * Fires what is due (§3.3.13). A few firings share one transaction with everything they cause, so a
 * worker that is killed leaves nothing half done; what it had claimed comes back with its lease.
 * Answers how many rows were worked off.
 */
export const fireTimers = {
  async handle({ worker, host, limit = TIMER_BATCH }: Work): Promise<number> {
    const { claim, timers } = await claimTimers(worker, limit)
    for (const portion of portionsOf(timers)) await this.firePortion(portion, claim, host)
    return timers.length
  },

  /** One bad timer must not hold up its neighbours: after a failure each goes alone. */
  async firePortion(portion: ClaimedTimer[], claim: string, host: ClockHost) {
    try {
      await inTransaction((trx) => fire(trx, portion, claim, host))
    } catch (error) {
      if (portion.length === 1) return setAside(portion[0]!, error)
      for (const timer of portion) await this.firePortion([timer], claim, host)
    }
  },
}

/** In the order of the queue, no ticket twice in a portion. */
function portionsOf(claimed: ClaimedTimer[]): ClaimedTimer[][] {
  const portions: ClaimedTimer[][] = []
  let tickets = new Set<number>()
  for (const timer of claimed) {
    const portion = portions.at(-1)
    if (!portion || portion.length >= TIMERS_TOGETHER || tickets.has(timer.ticketId)) {
      portions.push([timer])
      tickets = new Set([timer.ticketId])
    } else {
      portion.push(timer)
      tickets.add(timer.ticketId)
    }
  }
  return portions
}

async function fire(
  trx: TransactionClientContract,
  portion: ClaimedTimer[],
  claim: string,
  host: ClockHost
) {
  // Tickets before clocks, as everywhere; in one order, for workers that meet.
  const ticketIds = portion.map(({ ticketId }) => ticketId).sort((a, b) => a - b)
  await host.lock(trx, ticketIds)
  const clocks = await lockClocks(
    trx,
    portion.map(({ clockId }) => clockId)
  )
  const timers = await lockTimers(
    trx,
    portion.map(({ id }) => id),
    claim
  )
  const { firings, fired } = await verify(trx, timers, clocks)
  const now = toSqlUtc(time.now())
  // Before the effects: a clock that is replaced by one of them must know what has fired.
  if (fired.length > 0) {
    await trx.from('clock_timers').whereIn('id', fired).update({ state: 'fired', fired_at: now })
    await markBreached(trx, firings)
    await host.react(trx, firings)
  }
}

async function lockClocks(trx: TransactionClientContract, ids: number[]) {
  const clocks = await Clock.query({ client: trx })
    .whereIn('id', ids)
    .preload('pauses')
    .orderBy('id')
    .forUpdate()
  return new Map(clocks.map((clock) => [clock.id, clock]))
}

/** Rows somebody else has meanwhile moved or taken are not ours any more. */
function lockTimers(trx: TransactionClientContract, ids: number[], claim: string) {
  return ClockTimer.query({ client: trx })
    .whereIn('id', ids)
    .where({ state: 'claimed', claimedBy: claim })
    .orderBy('fireAt')
    .orderBy('id')
    .forUpdate()
}

/** Looks at every clock again: only what is due by its present facts fires. */
async function verify(
  trx: TransactionClientContract,
  timers: ClockTimer[],
  clocks: Map<number, Clock>
) {
  const rules = await rulesOf(trx, timers)
  const times = await loadVersionTimes(clocks.values(), trx)
  const at = time.now()
  const firings: Firing[] = []
  const fired: number[] = []
  for (const timer of timers) {
    const clock = clocks.get(timer.clockId)!
    const rule = rules.get(timer.ruleId) ?? null
    const fireAt = dueTime(timer, clock, rule, times.get(versionText(clock))!)
    if (fireAt === null || fireAt > at.toMillis()) {
      await putBack(trx, timer, fireAt)
      continue
    }
    fired.push(timer.id)
    const { cause, occurrence } = timer
    const common = { clock, cause, at, fireAt: moment(fireAt)! }
    firings.push(
      rule ? { kind: 'escalation', ...common, rule, occurrence } : { kind: 'breach', ...common }
    )
  }
  return { firings, fired }
}

function dueTime(
  { ruleId, occurrence }: ClockTimer,
  clock: Clock,
  rule: EscalationRule | null,
  calendar: Parameters<typeof planTimers>[1]
): number | null {
  if (clock.state === 'cancelled') return null
  if (ruleId !== BREACH_RULE && !rule?.covers(clock)) return null
  const planned = planTimers(clock.facts, calendar, rule ? [rule.timing] : [])
  const found = planned.find((each) => each.ruleId === ruleId && each.occurrence === occurrence)
  return found?.fireAt ?? null
}

async function rulesOf(trx: TransactionClientContract, timers: ClockTimer[]) {
  const ids = new Set(timers.map(({ ruleId }) => ruleId).filter((id) => id !== BREACH_RULE))
  if (ids.size === 0) return new Map<number, EscalationRule>()
  const rules = await EscalationRule.query({ client: trx }).whereIn('id', [...ids])
  return new Map(rules.map((rule) => [rule.id, rule]))
}

async function putBack(trx: TransactionClientContract, timer: ClockTimer, fireAt: number | null) {
  const values = fireAt === null ? {} : { fireAt: moment(fireAt)! }
  await timer
    .merge({
      ...values,
      state: fireAt === null ? 'cancelled' : 'pending',
      claimedBy: null,
      claimedAt: null,
    })
    .useTransaction(trx)
    .save()
}

/** The due time was the last moment in time (§3.3.4); a clock that stopped late knows it already. */
async function markBreached(trx: TransactionClientContract, firings: Firing[]) {
  const running = firings.filter(({ kind, clock }) => kind === 'breach' && !clock.stoppedAt)
  if (running.length === 0) return
  for (const { clock, fireAt } of running) {
    clock.merge({
      state: 'breached_running',
      breachedAt: clock.breachedAt ?? fireAt.minus({ seconds: 1 }),
    })
  }
  // What the model would write row by row, in one statement.
  await trx
    .from('clocks')
    .whereIn(
      'id',
      running.map(({ clock }) => clock.id)
    )
    .update({ state: 'breached_running', breached_at: db.raw('coalesce(breached_at, due_at)') })
}

/** Waits for the end of its lease and tries again; too many times is one for the log. */
async function setAside({ id }: ClaimedTimer, error: unknown) {
  logger.error({ err: error, timerId: id }, 'a timer could not fire')
  await db
    .from('clock_timers')
    .where('id', id)
    .update({
      attempts: db.raw('attempts + 1'),
      state: db.raw(`case when attempts >= ? then 'failed' else state end`, [TIMER_ATTEMPTS]),
    })
}
