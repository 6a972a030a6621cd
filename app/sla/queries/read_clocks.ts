import { loadVersionTimes, versionText } from '#calendars/queries/calendar_versions'
import type { WorkingTime } from '#calendars/queries/working_time'
import { clock as time } from '#core/clock'
import Clock from '#sla/models/clock'
import { readClock } from '#sla/workflow/clock'
import type { ClockKind } from '#sla/workflow/metrics'
import { DateTime } from 'luxon'

/** The clocks of a ticket as they stand now, with what set them and where they paused. */
export async function readClocks(ticketId: number, kinds: readonly ClockKind[]) {
  const clocks = await clocksWith(ticketId, kinds)
  const times = await loadVersionTimes(clocks)
  const rounds = roundsOf(clocks)
  return clocks.map((clock) => clockFigures(clock, times.get(versionText(clock))!, rounds))
}

/** With agreement, calendar, pauses and the name of the team; cancelled ones are left out. */
export function clocksWith(ticketId: number, kinds: readonly ClockKind[]) {
  return Clock.query()
    .where('clocks.ticket_id', ticketId)
    .whereIn('clocks.kind', [...kinds])
    .whereNot('clocks.state', 'cancelled')
    .leftJoin('teams', 'teams.id', 'clocks.team_id')
    .preload('pauses')
    .preload('agreement')
    .preload('calendar')
    .orderBy('clocks.id')
    .select('clocks.*', 'teams.name as team_name')
}

/** Which in turn the clocks are of a promise that is made again and again, from 1. */
export function roundsOf(clocks: readonly Clock[]): Map<number, number> {
  const rounds = clocks.filter(({ metric }) => metric === 'next_update')
  return new Map(rounds.map(({ id }, index) => [id, index + 1]))
}

/** A clock read at this moment, as pages get it. */
export function clockFigures(clock: Clock, workingTime: WorkingTime, rounds: Map<number, number>) {
  const reading = readClock(clock.facts, workingTime, time.now().toMillis())
  return {
    id: clock.id,
    kind: clock.kind,
    metric: clock.metric,
    team: (clock.$extras.team_name ?? null) as string | null,
    isSecond: clock.origin === 'reopened',
    round: rounds.get(clock.id) ?? null,
    state: reading.state,
    isPaused: reading.isPaused,
    startedAt: clock.startedAt.toISO()!,
    stoppedAt: clock.stoppedAt?.toISO() ?? null,
    dueAt: isoOf(reading.dueAt),
    breachedAt: clock.breachedAt?.toISO() ?? null,
    targetMinutes: clock.targetMinutes,
    elapsedMinutes: reading.elapsedMinutes,
    remainingMinutes: reading.remainingMinutes,
    percent: Math.round(reading.percent),
    pauses: clock.pauses.map((pause) => ({
      from: pause.startedAt.toISO()!,
      to: pause.endedAt?.toISO() ?? null,
      cause: pause.cause,
    })),
    agreement: {
      code: clock.agreement.code,
      nameRu: clock.agreement.nameRu,
      nameEn: clock.agreement.nameEn,
    },
    calendar: {
      code: clock.calendar.code,
      nameRu: clock.calendar.nameRu,
      nameEn: clock.calendar.nameEn,
      timeZone: clock.calendar.timeZone,
    },
  }
}

/** Epoch ms as pages get it. */
export function isoOf(milliseconds: number): string
export function isoOf(milliseconds: number | null): string | null
export function isoOf(milliseconds: number | null) {
  return milliseconds === null ? null : DateTime.fromMillis(milliseconds, { zone: 'utc' }).toISO()
}
