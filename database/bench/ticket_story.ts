import type { PastEvent } from '#sla/actions/replay_clocks'
import type { TicketKind, TicketState } from '#tickets/workflow/kinds'
import type { DateTime } from 'luxon'

export type StoryStep = { action: string; from: TicketState | null; to: TicketState; at: DateTime }

/** Incidents are worked on in a state of this name; the other kinds in their own first one. */
const WORKING: Record<TicketKind, TicketState> = {
  incident: 'in_progress',
  request: 'in_fulfilment',
  problem: 'investigating',
  change: 'implement',
}

const ACTIONS: Partial<Record<TicketState, string>> = {
  pending_customer: 'await_customer',
  resolved: 'resolve',
  closed: 'close',
}

/** The states a ticket of the file went through, spread evenly from its creation to its last update. */
export function storyOf(
  kind: TicketKind,
  status: string,
  created: DateTime,
  updated: DateTime
): StoryStep[] {
  const states: TicketState[] = ['new', ...followingStates(kind, status)]
  const span = updated.diff(created).toMillis()
  return states.map((to, index) => ({
    action: index === 0 ? 'register' : (ACTIONS[to] ?? (to === 'assigned' ? 'assign' : 'take')),
    from: states[index - 1] ?? null,
    to,
    at:
      index === 0
        ? created
        : created.plus(Math.floor((span * index) / (states.length - 1))).startOf('second'),
  }))
}

/** What its clocks heard: work begun stops the response, the resolution the other. */
export function clockEventsOf(steps: readonly StoryStep[]): PastEvent[] {
  return steps
    .slice(1)
    .flatMap(({ to, action, at }): PastEvent[] => [
      { kind: 'state_changed', state: to, at },
      ...(action === 'take' ? [{ kind: 'stopped', metric: 'response', at } as const] : []),
      ...(action === 'resolve' ? [{ kind: 'stopped', metric: 'resolution', at } as const] : []),
    ])
}

function followingStates(kind: TicketKind, status: string): TicketState[] {
  if (status === 'new') return []
  const worked: TicketState[] = kind === 'incident' ? ['assigned', WORKING[kind]] : [WORKING[kind]]
  switch (status) {
    case 'assigned':
      return worked
    case 'pending':
      return [...worked, 'pending_customer']
    case 'resolved':
      return [...worked, 'resolved']
    case 'closed':
      return [...worked, 'resolved', 'closed']
    default:
      throw new RangeError(`No status of the benchmark's files: ${status}`)
  }
}
