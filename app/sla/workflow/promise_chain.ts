/** As much of a working calendar as a chain needs; equal calendars are one object. */
export type ChainTime = { add(start: number, minutes: number): number | null }
export type Link = { readonly minutes: number; readonly time: ChainTime }

/** What a client is promised, and the promises that are kept one after another to hold it. */
export type Chain = { readonly promised: Link; readonly links: readonly Link[] }

/** A ticket for which the chain needs longer than was promised; instants in epoch ms. */
export type ChainExample = {
  openedAt: number
  promisedUntil: number
  /** Null when the calendar of a link runs out. */
  neededUntil: number | null
}

export type ChainDanger = {
  /** By how many minutes the chain is longer; null when its calendars differ. */
  excessMinutes: number | null
  /** How many of the tried moments are too late. */
  lateCount: number
  triedCount: number
  /** The latest of them, the first among equals. */
  example: ChainExample
}

const HOUR = 60 * 60_000
const WEEK = 7 * 24 * HOUR
const WEEKS = 4

/** Every full hour of four weeks, epoch ms: each hour of a week, with the holidays among them. */
export function momentsFrom(from: number): number[] {
  const first = Math.ceil(from / HOUR) * HOUR
  return Array.from({ length: (WEEKS * WEEK) / HOUR }, (_, hour) => first + hour * HOUR)
}

/**
 * Judges chains at the same moments (SLM-12). On one calendar the minutes decide, as working time
 * adds up; between calendars the due times of tickets opened at those moments do. Due times are
 * kept, for chains share their promises.
 */
export class ChainJudge {
  readonly #dues = new Map<ChainTime, Map<number, (number | null)[]>>()

  constructor(readonly moments: readonly number[]) {}

  /** Null when the chain keeps what is promised. */
  judge({ promised, links }: Chain): ChainDanger | null {
    const isOneCalendar = links.every(({ time }) => time === promised.time)
    const total = links.reduce((sum, { minutes }) => sum + minutes, 0)
    if (links.length === 0 || (isOneCalendar && total <= promised.minutes)) return null

    const late = this.#lateExamples({ promised, links })
    const [first] = late
    if (!first) return null
    return {
      excessMinutes: isOneCalendar ? total - promised.minutes : null,
      ...{ lateCount: late.length, triedCount: this.moments.length },
      example: late.reduce((worst, each) => (overrun(each) > overrun(worst) ? each : worst), first),
    }
  }

  #lateExamples({ promised, links: [first, ...others] }: Chain): ChainExample[] {
    const until = this.#duesOf(promised)
    const handed = this.#duesOf(first!)
    return this.moments.flatMap((openedAt, index) => {
      const promisedUntil = until[index]!
      // Nothing is promised for a moment after which the calendar has no more working time.
      if (promisedUntil === null) return []
      const neededUntil = others.reduce(addLink, handed[index]!)
      if (neededUntil !== null && neededUntil <= promisedUntil) return []
      return [{ openedAt, promisedUntil, neededUntil }]
    })
  }

  #duesOf({ time, minutes }: Link): (number | null)[] {
    const known = this.#dues.get(time) ?? new Map<number, (number | null)[]>()
    this.#dues.set(time, known)
    const dues = known.get(minutes) ?? this.moments.map((at) => time.add(at, minutes))
    known.set(minutes, dues)
    return dues
  }
}

function addLink(at: number | null, { minutes, time }: Link): number | null {
  return at === null ? null : time.add(at, minutes)
}

function overrun({ promisedUntil, neededUntil }: ChainExample): number {
  return neededUntil === null ? Infinity : neededUntil - promisedUntil
}
