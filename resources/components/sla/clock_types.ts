import type { ToldTarget } from '~/components/sla/use_target_words'
import type { Told } from '~/components/sla/use_escalation_words'

type Span = { from: string; to: string }
type Name = { nameRu: string; nameEn: string }

/** How a deadline was counted, as GET /incidents/:number/clocks tells it. */
export type ExplainedClock = {
  id: number
  kind: 'sla' | 'ola' | 'uc'
  metric: string
  team: string | null
  isSecond: boolean
  /** Which in turn, of a promise that begins anew with every message; null of the others. */
  round: number | null
  state: 'running' | 'paused' | 'met' | 'breached_running' | 'breached_stopped' | 'cancelled'
  isPaused: boolean
  startedAt: string
  stoppedAt: string | null
  dueAt: string | null
  breachedAt: string | null
  targetMinutes: number
  elapsedMinutes: number
  remainingMinutes: number
  percent: number
  agreementVersion: number
  /** As it was when the clock began; null when it is not known any more. */
  target: ToldTarget | null
  agreement: Name & { code: string }
  calendar: Name & { code: string; timeZone: string }
  pauses: { from: string; to: string | null; cause: string; minutes: number }[]
  switches: {
    at: string | null
    targetMinutes: number
    /** What it was replaced for. */
    matter: 'target' | 'calendar' | 'pauses'
  }[]
  strip: Span & {
    now: string
    due: string | null
    isComplete: boolean
    working: (Span & { minutes: number })[]
    exceptions: (Span & { date: string; isDayOff: boolean; name: Name | null })[]
  }
  breach: { cause: string | null; team: string | null; reason: string | null; note: string | null }
  teams: { team: string | null; minutes: number }[]
  timers: { isBreach: boolean; rule: Told | null; fireAt: string; firedAt: string | null }[]
}

export type ExplainedClocks = {
  number: string
  version: number
  priority: number
  canJudge: boolean
  clocks: ExplainedClock[]
}

/** A piece of the strip: where it lies in percent, and what it says. */
export type Piece = { key: string; left: number; width: number; look: string; text: string }
export type Mark = {
  key: string
  left: number
  look: 'start' | 'now' | 'due' | 'stop' | 'switch' | 'timer'
  text: string
}
