import type { OutageEffect, OutageKind } from '#catalog/models/outage_types'

/** Instants are epoch milliseconds. */
export type Announced = { at: number; until: number }

type Window = {
  kind: OutageKind
  effect: OutageEffect
  startsAt: number
  endsAt: number | null
  /** Whom it concerns, in any text that differs when they do. */
  concerned: string
}

/**
 * When maintenance is announced as it stands now, and until when it is to last (SLM-10). Before it
 * begins it may be announced anew. Once it has begun, an end moved further is not announced any
 * more, and whoever makes it begin earlier, worse or for others has announced that only now.
 */
export function announcementOf(
  before: (Window & { announced: Announced | null }) | null,
  after: Window,
  now: number
): Announced | null {
  if (after.kind !== 'planned') return null
  const anew = { at: now, until: after.endsAt ?? after.startsAt }
  if (!before?.announced || before.kind !== 'planned') return anew
  if (isSame(before, after)) return before.announced
  const hasBegun = before.startsAt <= now
  return hasBegun && after.startsAt <= now && !isWorse(before, after) ? before.announced : anew
}

function isSame(before: Window, after: Window): boolean {
  return (['effect', 'startsAt', 'endsAt', 'concerned'] as const).every(
    (field) => before[field] === after[field]
  )
}

function isWorse(before: Window, after: Window): boolean {
  if (after.startsAt < before.startsAt || after.concerned !== before.concerned) return true
  return after.effect === 'down' && before.effect !== 'down'
}
