import TimeEntry from '#billing/models/time_entry'
import WorkType from '#billing/models/work_type'
import TimeEntryPolicy from '#billing/policies/time_entry_policy'
import {
  NON_BILLABLE_REASONS,
  type NonBillableReason,
} from '#billing/workflow/non_billable_reasons'
import type { TimeEntryState } from '#billing/workflow/time_entry_steps'
import { sumMinutes } from '#core/duration'
import type { Principal } from '#directory/queries/principal'
import type Ticket from '#tickets/models/ticket'

export type TimePanel = {
  entries: {
    id: number
    workDate: string
    person: string
    workTypeRu: string
    workTypeEn: string
    minutes: number
    isBillable: boolean
    nonBillableReason: string | null
    note: string | null
    internalNote: string | null
    state: TimeEntryState
    /** A billing period has charged it. */
    isCharged: boolean
  }[]
  totalMinutes: number
  billableMinutes: number
  workTypes: { id: number; labelRu: string; labelEn: string; isBillableByDefault: boolean }[]
  nonBillableReasons: readonly NonBillableReason[]
  canLog: boolean
}

/**
 * Time logged on a ticket, latest first; null for those who neither see nor log time. Who may only
 * log sees their own entries. Internal notes need their own right (G-11).
 */
export async function timePanel(ticket: Ticket, principal: Principal): Promise<TimePanel | null> {
  const canView = principal.canOn('time.view', ticket.owned)
  const canLog = new TimeEntryPolicy().log(principal, ticket)
  if (!canView && !canLog) return null

  const entries = await entriesOf(ticket, canView ? null : principal.personId)
  const withNotes = principal.canOn('tickets.view_notes', ticket.owned)
  return {
    entries: entries.map((entry) => toRow(entry, withNotes)),
    totalMinutes: minutesOf(entries),
    billableMinutes: minutesOf(entries.filter((entry) => entry.isBillable)),
    workTypes: canLog ? await workTypes() : [],
    nonBillableReasons: NON_BILLABLE_REASONS,
    canLog,
  }
}

async function entriesOf(ticket: Ticket, ownPersonId: number | null) {
  const query = TimeEntry.query()
    .where('ticketId', ticket.id)
    .preload('person')
    .preload('workType')
    .orderBy('workDate', 'desc')
    .orderBy('id', 'desc')
  if (ownPersonId !== null) void query.where('personId', ownPersonId)
  return query
}

function toRow(entry: TimeEntry, withNotes: boolean) {
  return {
    id: entry.id,
    workDate: entry.workDate,
    person: entry.person.displayName,
    workTypeRu: entry.workType.labelRu,
    workTypeEn: entry.workType.labelEn,
    minutes: entry.rawMinutes,
    isBillable: entry.isBillable,
    nonBillableReason: entry.nonBillableReason,
    note: entry.publicNote,
    internalNote: withNotes ? entry.internalNote : null,
    state: entry.state,
    isCharged: entry.billingPeriodId !== null,
  }
}

function minutesOf(entries: TimeEntry[]) {
  return sumMinutes(entries.map((entry) => entry.rawMinutes))
}

/** The kinds of work a form offers. */
export async function workTypes() {
  const types = await WorkType.query().orderBy('position').orderBy('id')
  return types.map(({ id, labelRu, labelEn, isBillableByDefault }) => ({
    id,
    labelRu,
    labelEn,
    isBillableByDefault,
  }))
}
