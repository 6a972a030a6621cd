import { loadWorkingTimesAt } from '#calendars/queries/load_working_time'
import { insertRows } from '#core/actions/insert_rows'
import { figuresOf, toClockRow, type ClockRow, type TargetOnVersion } from '#sla/actions/clock_rows'
import { firstTimers, insertFirstTimers } from '#sla/actions/insert_timers'
import Clock from '#sla/models/clock'
import { loadEscalationRules } from '#sla/queries/escalation_rules'
import { loadPromises, matchTargets, type TargetFacts } from '#sla/queries/find_targets'
import type { ClockFigures } from '#sla/queries/sla_summary'
import type { ClockCalendar, ClockFacts } from '#sla/workflow/clock'
import { pausesIn } from '#sla/workflow/metric_courses'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Input = TargetFacts & {
  ticketId: number
  agreementId: number
  startedAt: DateTime
  now: DateTime
  /** Of the ticket at its opening; promises that wait in it begin with a pause. */
  state: string
}

type Begun = { row: ClockRow; facts: ClockFacts; calendar: ClockCalendar }

/** Starts a clock for every metric the agreement has a target for (§3.3.1). */
export async function attachClocks(
  trx: TransactionClientContract,
  input: Input
): Promise<ClockFigures[]> {
  const onDate = input.startedAt.toISODate()!
  const promises = await loadPromises(input.agreementId, input.ticketKind, trx)
  const targets = matchTargets(promises, { ...input, onDate })
  const calendars = await loadWorkingTimesAt(
    targets.map(({ calendarId }) => calendarId),
    input.startedAt,
    trx
  )
  const startedAt = input.startedAt.toMillis()
  const begun = targets.map((target): Begun => {
    const { metric, targetMinutes, calendarId } = target
    const isWaiting = pausesIn(metric, input.state, promises)
    const pauses = isWaiting ? [{ from: startedAt, to: null }] : []
    const facts = { startedAt, targetMinutes, pauses, stoppedAt: null }
    const { version, time: calendar } = calendars.get(calendarId)!
    const match = { ...target, calendarVersion: version }
    return { row: toClockRow(match, facts, calendar, input.now.toMillis()), facts, calendar }
  })
  await insertRows(
    trx,
    'clocks',
    begun.map(({ row }) => ({ ticket_id: input.ticketId, ...row }))
  )
  await startPauses(trx, input, begun)
  await startTimers(trx, input, begun)
  return begun.map(({ row }) => figuresOf(row))
}

async function startPauses(
  trx: TransactionClientContract,
  { ticketId, state, startedAt }: Input,
  begun: readonly Begun[]
) {
  if (begun.every(({ facts }) => facts.pauses.length === 0)) return
  const paused = await trx
    .from('clocks')
    .where({ ticket_id: ticketId, kind: 'sla', state: 'paused' })
    .select('id')
  const pause = { started_at: startedAt, ended_at: null, cause: state }
  await insertRows(
    trx,
    'clock_pauses',
    paused.map(({ id }) => ({ clock_id: id, ...pause }))
  )
}

async function startTimers(
  trx: TransactionClientContract,
  { ticketId, agreementId, now }: Input,
  begun: readonly Begun[]
) {
  if (begun.length === 0) return
  const rules = await loadEscalationRules([agreementId], trx)
  const timers = begun.flatMap(({ row, facts, calendar }) =>
    firstTimers(row, { facts, calendar }, rules, now.toMillis()).map((timer) => ({
      ...timer,
      metric: row.metric,
    }))
  )
  await insertFirstTimers(trx, ticketId, timers)
}

/** A clock row for a matched target, not saved yet. */
export function newClock(ticketId: number, target: TargetOnVersion, startedAt: DateTime): Clock {
  return new Clock().fill({
    ticketId,
    metric: target.metric,
    agreementId: target.agreementId,
    agreementVersion: target.agreementVersion,
    agreementTargetId: target.agreementTargetId,
    calendarId: target.calendarId,
    calendarVersion: target.calendarVersion,
    targetMinutes: target.targetMinutes,
    startedAt,
  })
}
