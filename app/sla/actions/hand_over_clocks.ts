import { calendarVersionAt, loadVersionTime } from '#calendars/queries/calendar_versions'
import { newClock } from '#sla/actions/attach_clocks'
import { saveClock } from '#sla/actions/save_clock'
import { syncTimers } from '#sla/actions/sync_timers'
import Clock from '#sla/models/clock'
import { FINAL_METRICS, type ClockKind } from '#sla/workflow/metrics'
import { findTargets, type TargetFacts } from '#sla/queries/find_targets'
import { stopClock } from '#sla/workflow/clock_events'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Promised = {
  ticketId: number
  /** Asked for only when there is something to choose from. */
  facts: () => Promise<TargetFacts>
  at: DateTime
}
type HandOver = Promised & { teamId: number | null }

/**
 * The ticket goes into a team's hands (§3.3.11): the clock of the team before stops, and one on the
 * new team's own agreement and calendar begins, if it has one.
 */
export async function handOverClocks(
  trx: TransactionClientContract,
  { ticketId, facts, teamId, at }: HandOver
) {
  const team = teamId === null ? null : await trx.from('teams').where('id', teamId).first()
  const agreementId: number | null = team?.ola_agreement_id ?? null
  const running = await runningClocks(trx, ticketId, 'ola')
  if (running.some((clock) => clock.teamId === teamId)) return

  for (const clock of running) await stop(trx, clock, at)
  if (agreementId === null) return
  await begin(trx, { ticketId, facts, agreementId, kind: 'ola', teamId, at })
}

/** The supplier's promise begins with the waiting; the clock stops when the waiting ends. */
export async function startSupplierClock(
  trx: TransactionClientContract,
  input: Promised & { agreementId: number }
) {
  await begin(trx, { ...input, kind: 'uc', teamId: null })
}

type Begin = HandOver & { agreementId: number; kind: ClockKind }

/** A team or a supplier promises to bring the ticket to its end, so only that target counts. */
async function begin(trx: TransactionClientContract, input: Begin) {
  const { ticketId, facts: wanted, agreementId, kind, teamId, at } = input
  const onDate = at.toISODate()!
  const targets = await findTargets({ ...(await wanted()), agreementId, onDate }, trx)
  const target = targets.find(({ metric }) => FINAL_METRICS.includes(metric))
  if (!target) return

  const calendarVersion = (await calendarVersionAt(target.calendarId, at, trx)).version
  const clock = newClock(ticketId, { ...target, calendarVersion }, at).merge({ kind, teamId })
  const { targetMinutes } = target
  const facts = { startedAt: at.toMillis(), targetMinutes, pauses: [], stoppedAt: null }
  await saveClock(trx, clock, facts, await loadVersionTime(clock, trx), at, 'none')
  await clock.load('pauses')
  await syncTimers(trx, [clock], { at })
}

async function stop(trx: TransactionClientContract, clock: Clock, at: DateTime) {
  const calendar = await loadVersionTime(clock, trx)
  await saveClock(trx, clock, stopClock(clock.facts, at.toMillis()), calendar, at, 'none')
  await clock.load('pauses')
  await syncTimers(trx, [clock], { at })
}

function runningClocks(trx: TransactionClientContract, ticketId: number, kind: ClockKind) {
  return Clock.query({ client: trx })
    .where({ ticketId, kind })
    .whereNull('stoppedAt')
    .whereNot('state', 'cancelled')
    .preload('pauses')
    .forUpdate()
}
