import type { DeliveryStart, Metric } from '#sla/workflow/metrics'

/** What a clock follows of the agreement it was begun under. */
export type PauseTerms = {
  readonly pauseStates: readonly string[]
  readonly deliveryStart: DeliveryStart
}

/** What the states of a ticket mean to a promise, whatever the agreement says. */
type Course = {
  /** There is nothing to do yet, or the ticket is back with its requester. */
  readonly waitsIn: readonly string[]
  /** The promise is over; nobody has to tell the clock. */
  readonly stopsIn: readonly string[]
}

const FINISHED = ['resolved', 'fulfilled', 'closed'] as const
const UNDECIDED = ['submitted', 'pending_approval'] as const

/**
 * The courses of all metrics over the states of §2.1, §2.2 and §2.5. What no state tells comes as an
 * event: the first answer stops `response`, the first person in charge `assignment`, and the moment
 * of the solution, which may be told later than it was, `resolution`.
 */
const COURSES: Record<Metric, Course> = {
  response: { waitsIn: ['draft'], stopsIn: [] },
  assignment: { waitsIn: ['draft', ...UNDECIDED], stopsIn: FINISHED },
  next_update: { waitsIn: ['draft'], stopsIn: FINISHED },
  resolution: { waitsIn: ['draft'], stopsIn: [] },
  approval: {
    waitsIn: ['draft', 'assess'],
    stopsIn: ['approved', 'in_fulfilment', 'scheduled', 'implement', 'rejected'],
  },
  delivery: { waitsIn: ['draft'], stopsIn: ['fulfilled'] },
}

export function stopsIn(metric: Metric, state: string): boolean {
  return COURSES[metric].stopsIn.includes(state)
}

/** Whether a clock stands still in a state: by its nature or because the agreement says so. */
export function pausesIn(metric: Metric, state: string, terms: PauseTerms): boolean {
  if (terms.pauseStates.includes(state) || COURSES[metric].waitsIn.includes(state)) return true
  const waitsForApproval = metric === 'delivery' && terms.deliveryStart === 'approval'
  return waitsForApproval && (UNDECIDED as readonly string[]).includes(state)
}
