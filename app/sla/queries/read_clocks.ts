import { loadVersionTimes, versionText } from '#calendars/queries/calendar_versions'
import type { WorkingTime } from '#calendars/queries/working_time'
import { clock as time } from '#core/clock'
import Clock from '#sla/models/clock'
import { readClock } from '#sla/workflow/clock'
import type { ClockKind } from '#sla/workflow/metrics'
import { DateTime } from 'luxon'

/** The clocks of a ticket as they stand now, with what set them and where they paused. */
export async function readClocks(ticketId: number, kinds: readonly ClockKind[]) {
  const clocks = await loadClocks(ticketId, kinds)
  const times = await loadVersionTimes(clocks)
  return clocks.map((clock) => clockFigures(clock, times.get(versionText(clock))!))
}

/** With agreement, calendar, pauses and the name of the team; cancelled ones are left out. */
export async function loadClocks(ticketId: number, kinds: readonly ClockKind[]): Promise<Clock[]> {
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

/** A clock read at this moment, as pages get it. */
export function clockFigures(clock: Clock, workingTime: WorkingTime) {
  const reading = readClock(clock.facts, workingTime, time.now().toMillis())
  return {
    id: clock.id,
    kind: clock.kind,
    metric: clock.metric,
    team: (clock.$extras.team_name ?? null) as string | null,
    isSecond: clock.origin === 'reopened',
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
