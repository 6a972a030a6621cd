import type { Data } from '@generated/data'

export type Ticket = Data.Tickets.Ticket
export type TicketRow = Data.Tickets.TicketRow
export type Category = Data.Tickets.Category

export const STATES = [
  'new',
  'assigned',
  'in_progress',
  'pending_customer',
  'pending_vendor',
  'pending_change',
  'pending_problem',
  'resolved',
  'closed',
  'cancelled',
] as const
export const PRIORITIES: readonly number[] = [1, 2, 3, 4, 5]
export const LEVELS: readonly number[] = [1, 2, 3]
export const CHANNELS: readonly string[] = ['phone', 'email', 'portal', 'monitoring', 'agent']
export const RESOLUTION_CODES = [
  'fixed',
  'workaround',
  'consultation',
  'not_reproduced',
  'duplicate',
  'third_party',
] as const
/** What a person cancels for; a duplicate is merged. */
export const CANCELLATION_REASONS = ['raised_in_error', 'withdrawn', 'spam'] as const

export type Action =
  | 'assign'
  | 'take'
  | 'return_to_queue'
  | 'await_customer'
  | 'await_vendor'
  | 'resume'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'cancel'
  | 'merge'

/** An act this person's roles allow; `isPossible` says whether the state allows it now. */
export type ActionButton = { action: Action; isPossible: boolean }

/** A deadline as it stands now; minutes are working minutes of its calendar. */
export type Clock = {
  id: number
  kind: 'sla' | 'ola' | 'uc'
  team: string | null
  isSecond: boolean
  /** Which in turn, of a promise that begins anew with every message; null of the others. */
  round: number | null
  metric: string
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
  pauses: { from: string; to: string | null; cause: string }[]
  agreement: { code: string; nameRu: string; nameEn: string }
  calendar: { code: string; nameRu: string; nameEn: string; timeZone: string }
}

export type Change = { field: string; before: unknown; after: unknown }

type Moment = { id: string; at: string; actor: string | null }
export type Message = Moment & {
  kind: 'comment'
  visibility: 'public' | 'internal'
  channel: string
  body: string
  authorId: number | null
  origin: string | null
}
export type TimelineItem =
  | Message
  | (Moment & {
      kind: 'step'
      action: string
      from: string | null
      to: string
      reason: string | null
    })
  | (Moment & {
      kind: 'assignment'
      team: string | null
      assignee: string | null
      note: string | null
    })
  | (Moment & { kind: 'edit'; changes: Change[]; reason: string | null })
  | (Moment & { kind: 'clock'; action: 'breached' | 'escalated'; facts: Record<string, unknown> })

export const TIMELINE_FILTERS = ['all', 'public', 'internal', 'system'] as const
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number]

export type HistoryEvent = {
  id: number
  at: string
  actor: string
  channel: string
  action: string
  reason: string | null
  changes: Change[]
}

/** What the person may do on the page besides the steps of the workflow. */
export type Rights = {
  work: boolean
  reply: boolean
  note: boolean
  seeNotes: boolean
  seeViews: boolean
  overridePriority: boolean
  openItems: boolean
  openContract: boolean
  chooseContract: boolean
}

export type TimePanel = Data.Billing.TimePanel
export type TimeEntry = TimePanel['entries'][number]
export type WorkType = TimePanel['workTypes'][number]

/** The outages a ticket gave rise to. */
export type TicketOutages = {
  canRegister: boolean
  canRegisterForAll: boolean
  outages: {
    id: number
    version: number
    effect: string
    stage: string
    startsAt: string
    endsAt: string | null
    service: { code: string }
    canEdit: boolean
  }[]
}
