import { loadWorkingTimeHistory } from '#calendars/queries/load_working_time'
import { insertRows } from '#core/actions/insert_rows'
import { figuresOf, toClockRow, type ClockRow, type TargetOnVersion } from '#sla/actions/clock_rows'
import { insertTimerRows } from '#sla/actions/insert_timers'
import { moment } from '#sla/actions/save_clock'
import type EscalationRule from '#sla/models/escalation_rule'
import { loadEscalationRules } from '#sla/queries/escalation_rules'
import {
  loadPromises,
  matchTargets,
  type Promises,
  type TargetFacts,
} from '#sla/queries/find_targets'
import { summaryOf } from '#sla/queries/sla_summary'
import {
  replayClocks,
  type PastEvent,
  type PastTarget,
  type ReplayedClock,
} from '#sla/workflow/clock_replay'
import type { Metric } from '#sla/workflow/metrics'
import { planTimers, type PlannedTimer } from '#sla/workflow/timers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

export type { HeardEvent, PastEvent } from '#sla/workflow/clock_replay'

/** The facts are those of the opening; what changed later are `retargeted` events. */
type Past = TargetFacts & {
  agreementId: number
  startedAt: DateTime
  events: PastEvent[]
  now: DateTime
  /** Promises nothing can be said about, for want of facts. */
  untold?: readonly Metric[]
}

type Known = {
  promises: Promises
  rules: EscalationRule[]
  calendarAt: Awaited<ReturnType<typeof loadWorkingTimeHistory>>
}
type Target = PastTarget & { match: TargetOnVersion }

/** Clocks that are computed and not stored yet, with what a list shows of them. */
export type ReplayedClocks = {
  rows: { columns: ClockRow; pauses: ReturnType<typeof toPauses>; timers: PlannedTimer[] }[]
  summary: ReturnType<typeof summaryOf>
}

/**
 * Computes the clocks of tickets that bring their whole history along (imports, bulk loads). The
 * outcome is what `attachClocks`, `driveClocks` and `retargetClocks` would have left, without a
 * query per event: agreements and calendars are read once for all tickets of one replay.
 */
export class ClockReplay {
  readonly #known = new Map<string, Promise<Known>>()

  async compute(past: Past): Promise<ReplayedClocks> {
    const { agreementId, startedAt, events, now, untold = [], ...facts } = past
    const { promises, calendarAt, rules } = await this.#promisesOf(agreementId, past.ticketKind)
    const clocks = replayClocks<Target>({
      ...{ startedAt, events, facts, terms: promises },
      targetsFor: (known, at) =>
        matchTargets(promises, { ...known, onDate: at.toISODate()! })
          .filter(({ metric }) => !untold.includes(metric))
          .map((match) => {
            const { version, time } = calendarAt(match.calendarId, startedAt.toMillis())
            return {
              match: { ...match, calendarVersion: version },
              id: match.agreementTargetId,
              metric: match.metric,
              targetMinutes: match.targetMinutes,
              calendar: time,
            }
          }),
    })
    const rows = clocks.map((clock) => ({
      columns: toColumns(clock, now),
      pauses: toPauses(clock),
      timers: toTimers(clock, rules, now),
    }))
    return { rows, summary: summaryOf(countedOf(rows)) }
  }

  #promisesOf(agreementId: number, ticketKind: string) {
    const key = `${agreementId}/${ticketKind}`
    const known = this.#known.get(key) ?? loadKnown(agreementId, ticketKind)
    this.#known.set(key, known)
    return known
  }
}

/** Stores the computed clocks of tickets that have none yet, with few statements. */
export async function insertClocks(
  trx: TransactionClientContract,
  clocks: { ticketId: number; replayed: ReplayedClocks }[]
) {
  const rows = clocks.flatMap(({ ticketId, replayed }) =>
    replayed.rows.map((row) => ({ ticketId, ...row }))
  )
  await insertRows(
    trx,
    'clocks',
    rows.map(({ ticketId, columns }) => ({ ticket_id: ticketId, ...columns }))
  )

  const followed = clocks.filter(({ replayed }) =>
    replayed.rows.some(({ pauses, timers }) => pauses.length > 0 || timers.length > 0)
  )
  const ids = await clockIds(
    trx,
    followed.map(({ ticketId }) => ticketId)
  )
  const placed = followed.flatMap(({ ticketId, replayed }) =>
    replayed.rows.map((row, index) => ({ clockId: ids.get(ticketId)![index]!, ...row }))
  )
  const pauses = placed.flatMap(({ clockId, pauses: own }) =>
    own.map((pause) => ({ clock_id: clockId, ...pause }))
  )
  await insertRows(trx, 'clock_pauses', pauses)
  const timers = placed.flatMap(({ clockId, timers: own }) =>
    own.map((timer) => ({ clockId, ...timer }))
  )
  await insertTimerRows(trx, timers)
}

async function loadKnown(agreementId: number, ticketKind: string): Promise<Known> {
  const promises = await loadPromises(agreementId, ticketKind)
  const ids = promises.targets.map(({ calendarId }) => calendarId)
  const rules = await loadEscalationRules([agreementId])
  return { promises, rules, calendarAt: await loadWorkingTimeHistory(ids) }
}

function toColumns({ target, facts, cancelled }: ReplayedClock<Target>, now: DateTime): ClockRow {
  const row = toClockRow(target.match, facts, target.calendar, cancelled?.at ?? now.toMillis())
  return cancelled === null
    ? row
    : { ...row, state: 'cancelled', due_at: null, cancel_cause: cancelled.cause }
}

/** What a clock that came with its past still waits for: what was due before is past too. */
function toTimers(
  { target, facts, cancelled }: ReplayedClock<Target>,
  rules: readonly EscalationRule[],
  now: DateTime
): PlannedTimer[] {
  if (cancelled !== null || facts.stoppedAt !== null) return []
  const own = rules.filter((rule) => rule.covers(target.match)).map(({ timing }) => timing)
  return planTimers(facts, target.calendar, own).filter(({ fireAt }) => fireAt > now.toMillis())
}

function toPauses({ facts, causes }: ReplayedClock<Target>) {
  return facts.pauses.map(({ from, to }) => ({
    started_at: moment(from),
    ended_at: moment(to),
    cause: causes.get(from) ?? 'none',
  }))
}

function countedOf(rows: ReplayedClocks['rows']) {
  return rows
    .map(({ columns }) => columns)
    .filter(({ state }) => state !== 'cancelled')
    .map(figuresOf)
}

/** Ids of the clocks of each ticket in the order they were inserted. */
async function clockIds(trx: TransactionClientContract, ticketIds: number[]) {
  const ids = new Map<number, number[]>(ticketIds.map((id) => [id, []]))
  if (ticketIds.length === 0) return ids
  const rows = await trx
    .from('clocks')
    .whereIn('ticket_id', ticketIds)
    .orderBy('id')
    .select('id', 'ticket_id')
  for (const row of rows) ids.get(Number(row.ticket_id))!.push(Number(row.id))
  return ids
}
