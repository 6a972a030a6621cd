import { IANAZone } from 'luxon'

/** A stretch [start, end) of epoch minutes with one UTC offset in minutes. */
export type OffsetSegment = { start: number; end: number; offset: number }

const MS_PER_MINUTE = 60_000
// No zone has changed its clocks twice within three days since 1970.
const PROBE = 3 * 1440
const CHUNK = 122 * PROBE

/**
 * Finds the stretch of constant offset around an instant. Stretches also end where a chunk of about
 * a year ends: those are looked through once, on demand, so that a zone costs a millisecond a year.
 */
export class ZoneOffsets {
  readonly #zone: IANAZone
  readonly #chunks = new Map<number, OffsetSegment[]>()

  constructor(name: string) {
    this.#zone = IANAZone.create(name)
  }

  segmentAt(minute: number): OffsetSegment {
    const number = Math.floor(minute / CHUNK)
    let segments = this.#chunks.get(number)
    if (!segments) {
      segments = this.#scan(number * CHUNK)
      this.#chunks.set(number, segments)
    }

    for (const segment of segments) {
      if (minute < segment.end) return segment
    }
    throw new RangeError(`No offset is known for minute ${minute}`)
  }

  #scan(start: number): OffsetSegment[] {
    let current: OffsetSegment = { start, end: start + CHUNK, offset: this.#offset(start) }
    const segments = [current]
    for (let probe = start + PROBE; probe <= start + CHUNK; probe += PROBE) {
      // The last minute of each step, so that a change at the chunk's end belongs to the next one.
      const offset = this.#offset(probe - 1)
      if (offset === current.offset) continue
      const change = this.#changeBetween(Math.max(current.start, probe - PROBE - 1), probe - 1)
      current.end = change
      current = { start: change, end: start + CHUNK, offset }
      segments.push(current)
    }
    return segments
  }

  /** First minute after `before` with the offset of `after`. */
  #changeBetween(before: number, after: number): number {
    const offset = this.#offset(after)
    let [low, high] = [before, after]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#offset(middle) === offset) high = middle
      else low = middle
    }
    return high
  }

  #offset(minute: number): number {
    return Math.round(this.#zone.offset(minute * MS_PER_MINUTE))
  }
}

const zones = new Map<string, ZoneOffsets>()

/** The offsets of a known IANA zone, shared by all calendars of the process. */
export function zoneOffsets(name: string): ZoneOffsets {
  const known = zones.get(name)
  if (known) return known
  const created = new ZoneOffsets(name)
  zones.set(name, created)
  return created
}
