import { sumMinutes, wholeMinutes } from '#core/duration'

export const ROUNDING_SCOPES = ['entry', 'ticket', 'ticket_day', 'period'] as const
export type RoundingScope = (typeof ROUNDING_SCOPES)[number]

export const ROUNDING_MODES = ['up', 'nearest', 'down'] as const
export type RoundingMode = (typeof ROUNDING_MODES)[number]

export interface RoundingPolicy {
  scope: RoundingScope
  minimumMinutes: number
  incrementMinutes: number
  mode: RoundingMode
}

/** `workDate` is the local ISO date, `startedAt` an ISO instant when the entry has one. */
export interface TimeEntry {
  id: number
  ticketId: number | null
  workDate: string
  startedAt: string | null
  minutes: number
}

/** What is rounded as one: an entry, a ticket, a ticket's day or the whole period. */
export interface RoundingUnit<Entry extends TimeEntry> {
  key: string
  entries: Entry[]
  rawMinutes: number
  billedMinutes: number
}

/** max(minimum, step(raw)); the middle of a step goes up in `nearest`; nothing stays nothing. */
export function roundMinutes(raw: number, policy: RoundingPolicy): number {
  if (wholeMinutes(raw) === 0) return 0
  return Math.max(wholeMinutes(policy.minimumMinutes), step(raw, policy))
}

/** Units and their entries come out in order of work, whatever order the entries came in. */
export function roundTime<Entry extends TimeEntry>(
  entries: readonly Entry[],
  policy: RoundingPolicy
): RoundingUnit<Entry>[] {
  const groups = Map.groupBy([...entries].sort(byWork), (entry) => unitKey(entry, policy.scope))
  return [...groups].map(([key, members]) => {
    const rawMinutes = sumMinutes(members.map((entry) => entry.minutes))
    return { key, entries: members, rawMinutes, billedMinutes: roundMinutes(rawMinutes, policy) }
  })
}

/**
 * Shares the billed minutes of a unit between its parts: the rounding delta goes to the last part
 * that has time; a negative one reaches further back before any part would fall below zero.
 */
export function spreadMinutes(rawParts: readonly number[], billed: number): number[] {
  const parts = [...rawParts]
  let delta = billed - sumMinutes(parts)
  for (let index = parts.length - 1; index >= 0 && delta !== 0; index--) {
    const part = parts[index] ?? 0
    if (part === 0) continue
    const share = Math.max(delta, -part)
    parts[index] = part + share
    delta -= share
  }
  if (delta !== 0) throw new RangeError(`No time to bill ${billed} minutes on`)
  return parts
}

function step(raw: number, { incrementMinutes, mode }: RoundingPolicy): number {
  if (!Number.isSafeInteger(incrementMinutes) || incrementMinutes < 1) {
    throw new RangeError(`Not a rounding increment: ${incrementMinutes}`)
  }
  const rest = raw % incrementMinutes
  const below = raw - rest
  if (rest === 0) return below

  switch (mode) {
    case 'up':
      return below + incrementMinutes
    case 'down':
      return below
    case 'nearest':
      return rest * 2 >= incrementMinutes ? below + incrementMinutes : below
    default:
      return mode satisfies never
  }
}

/** Project and task time has no ticket: there each entry stands for itself. */
function unitKey(entry: TimeEntry, scope: RoundingScope): string {
  switch (scope) {
    case 'entry':
      return `entry:${entry.id}`
    case 'ticket':
      return entry.ticketId === null ? `entry:${entry.id}` : `ticket:${entry.ticketId}`
    case 'ticket_day':
      return entry.ticketId === null
        ? `entry:${entry.id}`
        : `ticket:${entry.ticketId}:${entry.workDate}`
    case 'period':
      return 'period'
    default:
      return scope satisfies never
  }
}

function byWork(one: TimeEntry, other: TimeEntry): number {
  return (
    compare(one.workDate, other.workDate) ||
    compare(one.startedAt ?? '', other.startedAt ?? '') ||
    one.id - other.id
  )
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
