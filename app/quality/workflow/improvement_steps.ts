/** Where the thought came from (SLM-11, ISO-05). */
export const IMPROVEMENT_SOURCES = ['review', 'complaint', 'audit', 'incident', 'idea'] as const
export type ImprovementSource = (typeof IMPROVEMENT_SOURCES)[number]

/** The sources a form may name; the others are recorded where the improvement is raised. */
export const FREE_SOURCES = ['idea', 'audit', 'incident'] as const satisfies ImprovementSource[]

export const IMPROVEMENT_STATES = [
  'proposed',
  'approved',
  'in_progress',
  'done',
  'rejected',
] as const
export type ImprovementState = (typeof IMPROVEMENT_STATES)[number]

/** Still to be done; only these can be overdue. */
export const OPEN_STATES = [
  'proposed',
  'approved',
  'in_progress',
] as const satisfies ImprovementState[]

type Step = { from: readonly ImprovementState[]; to: ImprovementState; needs: readonly Need[] }

/** What must be known before a step. */
export type Need = 'effort' | 'value' | 'ownerId' | 'dueOn'

export const IMPROVEMENT_STEPS = {
  approve: {
    from: ['proposed'],
    to: 'approved',
    needs: ['effort', 'value', 'ownerId', 'dueOn'],
  },
  start: { from: ['approved'], to: 'in_progress', needs: [] },
  complete: { from: ['in_progress'], to: 'done', needs: [] },
  reject: { from: ['proposed', 'approved'], to: 'rejected', needs: [] },
  reconsider: { from: ['rejected'], to: 'proposed', needs: [] },
} as const satisfies Record<string, Step>
export type ImprovementStep = keyof typeof IMPROVEMENT_STEPS

/** The steps a state allows, and what each of them still wants. */
export function stepsOfImprovement(
  facts: Record<Need, unknown> & { state: ImprovementState }
): { step: ImprovementStep; missing: Need[] }[] {
  const steps = Object.keys(IMPROVEMENT_STEPS) as ImprovementStep[]
  return steps
    .filter((step) => (IMPROVEMENT_STEPS[step] as Step).from.includes(facts.state))
    .map((step) => ({
      step,
      missing: (IMPROVEMENT_STEPS[step] as Step).needs.filter((need) => facts[need] === null),
    }))
}
