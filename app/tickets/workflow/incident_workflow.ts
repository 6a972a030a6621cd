import type { Permission } from '#config/permissions'
import type { IncidentState } from '#tickets/workflow/kinds'

export const INCIDENT_ACTIONS = [
  'assign',
  'take',
  'return_to_queue',
  'await_customer',
  'await_vendor',
  'resume',
  'resolve',
  'close',
  'reopen',
  'cancel',
  'merge',
] as const
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number]

/** What a command must bring along besides the right to run it. */
export type Requirement =
  'team' | 'question' | 'vendor' | 'resolution' | 'reason' | 'cancellation' | 'target'

type Step = {
  from: readonly IncidentState[]
  to: IncidentState
  /** The right that runs it; `confirm` rights reach requesters. */
  permission: Permission
  requires: readonly Requirement[]
  /** Also done by time itself, without a person. */
  byTimer?: true
}

const PENDING = ['pending_customer', 'pending_vendor', 'pending_change', 'pending_problem'] as const
const WORKED = ['assigned', 'in_progress', ...PENDING] as const

/** The incident's state machine (§2.1): buttons, guards, documentation and tests read this table. */
export const INCIDENT_STEPS: Record<IncidentAction, Step> = {
  assign: {
    from: ['new', ...WORKED],
    to: 'assigned',
    permission: 'tickets.assign',
    requires: ['team'],
  },
  take: { from: ['new', 'assigned'], to: 'in_progress', permission: 'tickets.work', requires: [] },
  return_to_queue: {
    from: ['assigned'],
    to: 'new',
    permission: 'tickets.work',
    requires: ['reason'],
  },
  await_customer: {
    from: ['in_progress'],
    to: 'pending_customer',
    permission: 'tickets.work',
    requires: ['question'],
  },
  await_vendor: {
    from: ['in_progress'],
    to: 'pending_vendor',
    permission: 'tickets.work',
    requires: ['vendor'],
  },
  resume: { from: PENDING, to: 'in_progress', permission: 'tickets.work', requires: [] },
  resolve: { from: WORKED, to: 'resolved', permission: 'tickets.work', requires: ['resolution'] },
  close: {
    from: ['resolved'],
    to: 'closed',
    permission: 'tickets.confirm',
    requires: [],
    byTimer: true,
  },
  reopen: {
    from: ['resolved'],
    to: 'in_progress',
    permission: 'tickets.confirm',
    requires: ['reason'],
  },
  cancel: {
    from: ['new', ...WORKED],
    to: 'cancelled',
    permission: 'tickets.work',
    requires: ['cancellation'],
  },
  merge: {
    from: ['new', ...WORKED],
    to: 'cancelled',
    permission: 'tickets.work',
    requires: ['target'],
  },
}

const FINISHED: readonly IncidentState[] = ['resolved', 'closed', 'cancelled']

/** Days in which a resolved incident may come back; later a new one is made (INC-17). */
export const REOPEN_WINDOW_DAYS = 10

/** Working days after which a resolved incident closes by itself (INC-16). */
export const AUTO_CLOSE_WORKING_DAYS = 3

/** The state an action leads to, or null where the table does not allow it (P1). */
export function nextState(state: IncidentState, action: IncidentAction): IncidentState | null {
  const step = INCIDENT_STEPS[action]
  return step.from.includes(state) ? step.to : null
}

/** Whether work on an incident in this state goes on. */
export function isOpenState(state: IncidentState): boolean {
  return !FINISHED.includes(state)
}

export function isPendingState(state: string): boolean {
  return (PENDING as readonly string[]).includes(state)
}
