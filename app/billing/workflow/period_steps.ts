/** The life of a billing period (domain §7.6). */
export const PERIOD_STATES = [
  'open',
  'review',
  'client_review',
  'approved',
  'locked',
  'invoiced',
] as const
export type PeriodState = (typeof PERIOD_STATES)[number]

/** From here on nothing that was charged changes any more. */
export const FROZEN_STATES: readonly PeriodState[] = ['approved', 'locked', 'invoiced']

export const PERIOD_STEPS = [
  'begin_review',
  'reopen',
  'ask_client',
  'approve',
  'decline',
  'withdraw_approval',
  'lock',
  'invoice',
] as const
export type PeriodStep = (typeof PERIOD_STEPS)[number]

type Step = { from: readonly PeriodState[]; to: PeriodState; by: 'provider' | 'client' }

/**
 * `decline` is the client's: it sends the period back with a question. Unlocking is no step but an
 * act of two people (`unlock_period`).
 */
export const STEPS: Record<PeriodStep, Step> = {
  begin_review: { from: ['open'], to: 'review', by: 'provider' },
  reopen: { from: ['review'], to: 'open', by: 'provider' },
  ask_client: { from: ['review'], to: 'client_review', by: 'provider' },
  approve: { from: ['review', 'client_review'], to: 'approved', by: 'provider' },
  decline: { from: ['client_review'], to: 'review', by: 'client' },
  withdraw_approval: { from: ['approved', 'client_review'], to: 'review', by: 'provider' },
  lock: { from: ['approved'], to: 'locked', by: 'provider' },
  invoice: { from: ['locked'], to: 'invoiced', by: 'provider' },
}

/** What keeps a period from being approved, counted (domain §7.6). */
export type PeriodObstacles = {
  isRunning: boolean
  earlierOpen: boolean
  unapproved: number
  unrated: number
  untaken: number
}

export function isHindered(obstacles: PeriodObstacles): boolean {
  const { isRunning, earlierOpen, unapproved, unrated, untaken } = obstacles
  return isRunning || earlierOpen || unapproved + unrated + untaken > 0
}

/**
 * Steps that may be taken now. A contract whose client approves goes through the client's review
 * and no other way; the client's own side approves and declines there.
 */
export function stepsFrom(
  state: PeriodState,
  { needsClient, side }: { needsClient: boolean; side: Step['by'] }
): PeriodStep[] {
  return PERIOD_STEPS.filter((step) => {
    if (!STEPS[step].from.includes(state)) return false
    if (side === 'client') {
      return state === 'client_review' && (step === 'approve' || step === 'decline')
    }
    if (step === 'decline') return false
    if (step === 'ask_client') return needsClient
    if (step === 'approve') return state === 'review' ? !needsClient : false
    return true
  })
}
