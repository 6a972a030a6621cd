import { loadWorkingTimesAt } from '#calendars/queries/load_working_time'
import { insertRows } from '#core/actions/insert_rows'
import { figuresOf, toClockRow, type ClockRow, type TargetOnVersion } from '#sla/actions/clock_rows'
import { firstTimers, insertFirstTimers } from '#sla/actions/insert_timers'
import Clock from '#sla/models/clock'
import { loadEscalationRules } from '#sla/queries/escalation_rules'
import { findTargets, type TargetFacts } from '#sla/queries/find_targets'
import type { ClockFigures } from '#sla/queries/sla_summary'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Input = TargetFacts & {
  ticketId: number
  agreementId: number
  startedAt: DateTime
  now: DateTime
}

/** Starts a clock for every metric the agreement has a target for (§3.3.1). */
export async function attachClocks(
  trx: TransactionClientContract,
  input: Input
): Promise<ClockFigures[]> {
  const onDate = input.startedAt.toISODate()!
  const targets = await findTargets({ ...input, onDate }, trx)
  const calendars = await loadWorkingTimesAt(
    targets.map(({ calendarId }) => calendarId),
    input.startedAt,
    trx
  )
  const startedAt = input.startedAt.toMillis()
  const rows = targets.map((target) => {
    const facts = { startedAt, targetMinutes: target.targetMinutes, pauses: [], stoppedAt: null }
    const { version, time } = calendars.get(target.calendarId)!
    return toClockRow({ ...target, calendarVersion: version }, facts, time, input.now.toMillis())
  })
  await insertRows(
    trx,
    'clocks',
    rows.map((row) => ({ ticket_id: input.ticketId, ...row }))
  )
  await startTimers(trx, input, rows, calendars)
  return rows.map(figuresOf)
}

type Calendars = Awaited<ReturnType<typeof loadWorkingTimesAt>>

async function startTimers(
  trx: TransactionClientContract,
  { ticketId, agreementId, now }: Input,
  rows: ClockRow[],
  calendars: Calendars
) {
  if (rows.length === 0) return
  const rules = await loadEscalationRules([agreementId], trx)
  const timers = rows.flatMap((row) =>
    firstTimers(row, calendars.get(row.calendar_id)!.time, rules, now.toMillis()).map((timer) => ({
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
