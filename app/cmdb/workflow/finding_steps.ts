/**
 * `found`: a run found it and nobody was asked to mend it; the others are tasks. A run closes a task
 * whose reason is gone and opens it again when the reason is back; a waived one stays waived.
 */
export const HEALTH_FINDING_STATES = ['found', 'open', 'in_work', 'done', 'waived'] as const
export type HealthFindingState = (typeof HEALTH_FINDING_STATES)[number]

export const FINDING_STEPS = {
  open: { from: ['found'], to: 'open' },
  start: { from: ['found', 'open'], to: 'in_work' },
  complete: { from: ['open', 'in_work'], to: 'done' },
  waive: { from: ['found', 'open', 'in_work'], to: 'waived' },
  reopen: { from: ['done', 'waived'], to: 'open' },
} as const satisfies Record<string, { from: HealthFindingState[]; to: HealthFindingState }>
export type FindingStep = keyof typeof FINDING_STEPS
export const FINDING_STEP_NAMES = Object.keys(FINDING_STEPS) as FindingStep[]

/** Tasks that wait for somebody. */
export const LIVE_STATES = ['open', 'in_work'] as const satisfies HealthFindingState[]

export function stepsOfFinding(state: HealthFindingState): FindingStep[] {
  return FINDING_STEP_NAMES.filter((step) =>
    (FINDING_STEPS[step].from as readonly HealthFindingState[]).includes(state)
  )
}

type Known = { state: HealthFindingState; isPresent: boolean }
/** What a run makes of a finding it knows; null leaves it as it is. */
export type RunVerdict = 'keep_present' | 'reopen' | 'close' | 'forget' | 'gone' | null

export function runVerdict({ state, isPresent }: Known, isFound: boolean): RunVerdict {
  if (isFound) {
    if (state === 'done') return 'reopen'
    return isPresent ? null : 'keep_present'
  }
  if (state === 'found') return 'forget'
  if (state === 'open' || state === 'in_work') return 'close'
  return isPresent ? 'gone' : null
}
