export const REVIEW_STATES = ['planned', 'held', 'closed'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** The way of a service review (SLM-11): figures are frozen when it is held, minutes close it. */
export const REVIEW_STEPS = {
  hold: { from: 'planned', to: 'held', needs: [] },
  close: { from: 'held', to: 'closed', needs: ['minutes'] },
} as const
export type ReviewStep = keyof typeof REVIEW_STEPS

/** The step that comes next, and what it still wants. */
export function nextReviewStep(facts: { state: ReviewState; minutes: string | null }) {
  const steps = Object.keys(REVIEW_STEPS) as ReviewStep[]
  const step = steps.find((each) => REVIEW_STEPS[each].from === facts.state)
  if (!step) return null
  return { step, missing: REVIEW_STEPS[step].needs.filter((need) => !facts[need]) }
}

/** Months between two reviews of a client. */
export const INTERVALS = [1, 2, 3, 6, 12] as const
