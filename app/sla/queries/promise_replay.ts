import { loadVersionTimes, versionText } from '#calendars/queries/calendar_versions'
import { loadWorkingTimeHistory, type VersionedTime } from '#calendars/queries/load_working_time'
import type { WorkingTime } from '#calendars/queries/working_time'
import { clockPauses } from '#sla/queries/clock_pauses'
import {
  loadPromises,
  matchTargets,
  type Promises,
  type TargetFacts,
  type TargetMatch,
} from '#sla/queries/find_targets'
import { readClock, type ClockCalendar, type ClockFacts } from '#sla/workflow/clock'
import { replayClocks, type PastEvent, type PastTarget } from '#sla/workflow/clock_replay'
import type { Metric } from '#sla/workflow/metrics'
import type { DateTime } from 'luxon'

/** Which targets another calendar takes over: every one, or those on the agreement's own calendar. */
export const REPLAY_SCOPES = ['all', 'agreement'] as const
export type ReplayScope = (typeof REPLAY_SCOPES)[number]

/** What stands in the place of what was promised; null leaves it. */
export type Instead = {
  agreementId: number | null
  calendarId: number | null
  scope: ReplayScope
}

/** A clock that was judged; instants are epoch milliseconds. */
export type JudgedClock = {
  id: number
  metric: Metric
  calendarId: number
  calendarVersion: number
  /** The calendar of the clock's agreement. */
  agreementCalendarId: number
  targetMinutes: number
  startedAt: number
  stoppedAt: number
}

/** A ticket's past, as the tickets domain reads it. */
export type Past = { facts: TargetFacts; startedAt: DateTime; events: PastEvent[] }

/** What would have become of a promise. */
export type ReplayedPromise = {
  metric: Metric
  targetMinutes: number
  stoppedAt: number
  dueAt: number | null
  isBreached: boolean
}

type CalendarAt = (calendarId: number, at: number) => VersionedTime

const ANY_TIME = { validFrom: '0000-01-01', validTo: null }

/**
 * Judges ended promises anew, as if another agreement or calendar had been in force; nothing is
 * stored. Another agreement is taken as it stands now, whenever it is valid, and the ticket's whole
 * history is replayed under it. With another calendar alone the clocks keep target and pauses. Of a
 * calendar the version counts that the clock knew, or that of the opening if it knew another one.
 */
export class PromiseReplay {
  readonly #promises = new Map<string, Promises & { calendarAt: CalendarAt }>()
  #times = new Map<string, WorkingTime>()
  #pauses = new Map<number, ClockFacts['pauses']>()
  #calendarAt: CalendarAt | null = null

  constructor(private readonly instead: Instead) {}

  /** Whether the pasts of tickets are needed to judge. */
  get needsPasts(): boolean {
    return this.instead.agreementId !== null
  }

  /** Reads what judging a portion of clocks takes, with few statements. */
  async prepare(clocks: readonly JudgedClock[], ticketKinds: Iterable<string>) {
    const { agreementId, calendarId } = this.instead
    const unknown = clocks.filter((clock) => !this.#times.has(versionText(clock)))
    for (const [key, time] of await loadVersionTimes(unknown)) this.#times.set(key, time)
    if (calendarId !== null) this.#calendarAt ??= await loadWorkingTimeHistory([calendarId])
    if (agreementId === null) this.#pauses = await clockPauses(clocks.map(({ id }) => id))
    else for (const kind of ticketKinds) await this.#loadPromises(agreementId, kind)
  }

  /** The clocks of one ticket; `past` is null when pasts are not needed. */
  judge(clocks: readonly JudgedClock[], past: Past | null): ReplayedPromise[] {
    return past === null
      ? clocks.map((clock) => this.#onOtherCalendar(clock))
      : this.#underOtherAgreement(past, clocks)
  }

  async #loadPromises(agreementId: number, kind: string) {
    if (this.#promises.has(kind)) return
    const promises = await loadPromises(agreementId, kind)
    const ids = promises.targets.map((target) => target.calendarId)
    const calendarAt = await loadWorkingTimeHistory(ids)
    this.#promises.set(kind, { ...promises, ...ANY_TIME, calendarAt })
  }

  #onOtherCalendar(clock: JudgedClock): ReplayedPromise {
    const { startedAt, stoppedAt, targetMinutes, metric } = clock
    const isMeant = this.#takesOver(clock.calendarId, clock.agreementCalendarId)
    const calendar = isMeant
      ? this.#timeOf(this.instead.calendarId!, startedAt, this.#calendarAt!, [clock])
      : this.#times.get(versionText(clock))!
    const pauses = this.#pauses.get(clock.id) ?? []
    return promiseOf(metric, { startedAt, stoppedAt, targetMinutes, pauses }, calendar)
  }

  #underOtherAgreement(past: Past, clocks: readonly JudgedClock[]): ReplayedPromise[] {
    const promises = this.#promises.get(past.facts.ticketKind)!
    return replayClocks<PastTarget>({
      ...{ ...past, terms: promises },
      targetsFor: (facts, at) =>
        matchTargets(promises, { ...facts, onDate: at.toISODate()! }).map((match) =>
          this.#targetOf(match, promises, past.startedAt.toMillis(), clocks)
        ),
    }).flatMap(({ target, facts, cancelled }) =>
      cancelled === null && facts.stoppedAt !== null
        ? [promiseOf(target.metric, { ...facts, stoppedAt: facts.stoppedAt }, target.calendar)]
        : []
    )
  }

  #targetOf(
    match: TargetMatch,
    { agreementCalendarId, calendarAt }: Promises & { calendarAt: CalendarAt },
    startedAt: number,
    clocks: readonly JudgedClock[]
  ): PastTarget {
    const { agreementTargetId: id, metric, targetMinutes, calendarId } = match
    const own = clocks.filter((clock) => clock.metric === metric)
    const calendar = this.#takesOver(calendarId, agreementCalendarId)
      ? this.#timeOf(this.instead.calendarId!, startedAt, this.#calendarAt!, own)
      : this.#timeOf(calendarId, startedAt, calendarAt, own)
    return { id, metric, targetMinutes, calendar }
  }

  #takesOver(calendarId: number, agreementCalendarId: number): boolean {
    const { calendarId: other, scope } = this.instead
    return other !== null && (scope === 'all' || calendarId === agreementCalendarId)
  }

  #timeOf(
    calendarId: number,
    startedAt: number,
    calendarAt: CalendarAt,
    known: readonly JudgedClock[]
  ): WorkingTime {
    const same = known.find((clock) => clock.calendarId === calendarId)
    return same ? this.#times.get(versionText(same))! : calendarAt(calendarId, startedAt).time
  }
}

function promiseOf(
  metric: Metric,
  facts: ClockFacts & { stoppedAt: number },
  calendar: ClockCalendar
): ReplayedPromise {
  const { targetMinutes, stoppedAt } = facts
  const { dueAt, breachedAt } = readClock(facts, calendar, stoppedAt)
  return { metric, targetMinutes, stoppedAt, dueAt, isBreached: breachedAt !== null }
}
