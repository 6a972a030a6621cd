/** What somebody said of how they were served (SLM-13, ISO 20000-1 8.3.2). */
export const FEEDBACK_KINDS = ['complaint', 'compliment'] as const
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]

export const FEEDBACK_CHANNELS = ['portal', 'mail', 'phone', 'in_person', 'survey'] as const
export type FeedbackChannel = (typeof FEEDBACK_CHANNELS)[number]

export const COMPLAINT_STATES = ['received', 'investigated', 'answered', 'closed'] as const
export type ComplaintState = (typeof COMPLAINT_STATES)[number]

/** A complaint in these still waits for its answer. */
export const UNANSWERED = ['received', 'investigated'] as const satisfies ComplaintState[]

export const SEVERITIES = ['low', 'medium', 'high'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Working days within which a complaint is answered. */
export const ANSWER_DAYS: Readonly<Record<Severity, number>> = { low: 10, medium: 5, high: 2 }

/** The way of a complaint; a compliment has none. */
export const COMPLAINT_STEPS = {
  investigate: { from: ['received'], to: 'investigated' },
  answer: { from: ['investigated'], to: 'answered' },
  close: { from: ['answered'], to: 'closed' },
} as const satisfies Record<string, { from: readonly ComplaintState[]; to: ComplaintState }>
export type ComplaintStep = keyof typeof COMPLAINT_STEPS

/** The steps that a record's state allows now. */
export function stepsOfComplaint(state: string | null): ComplaintStep[] {
  const steps = Object.keys(COMPLAINT_STEPS) as ComplaintStep[]
  return steps.filter((step) => COMPLAINT_STEPS[step].from.some((from) => from === state))
}
