import type { IncidentState } from '#tickets/workflow/kinds'
import type { Impact, Priority, Urgency } from '#tickets/workflow/priority'
import { DateTime } from 'luxon'

/** How `incidents.external_system` names the other system. */
export const SERVICENOW = 'servicenow'

/** Columns without which a file is not an incident event log of ServiceNow. */
export const LOG_COLUMNS = [
  ...['number', 'incident_state', 'sys_mod_count', 'caller_id', 'opened_at', 'sys_updated_by'],
  ...['sys_updated_at', 'resolved_at', 'closed_at', 'location', 'category', 'cmdb_ci', 'impact'],
  ...['urgency', 'priority', 'assignment_group', 'assigned_to', 'problem_id', 'rfc'],
] as const

/** What stays a reference to the other system, by column; those not above may be absent. */
const REFERENCES: Record<string, string> = {
  problem_id: 'problem',
  rfc: 'change',
  caused_by: 'caused_by_change',
  cmdb_ci: 'configuration_item',
  category: 'category',
  subcategory: 'subcategory',
  u_symptom: 'symptom',
  location: 'location',
  vendor: 'vendor',
  contact_type: 'contact_type',
  opened_by: 'opened_by',
  resolved_by: 'resolved_by',
  closed_code: 'closed_code',
}

const STATES = new Map<string, IncidentState>([
  ['New', 'new'],
  ['Active', 'in_progress'],
  ['Awaiting User Info', 'pending_customer'],
  ['Awaiting Problem', 'pending_problem'],
  ['Awaiting Vendor', 'pending_vendor'],
  ['Resolved', 'resolved'],
  ['Closed', 'closed'],
])

/** One accepted row: the incident as it stood after an update. Instants are epoch milliseconds. */
export type LogEvent = {
  line: number
  number: string
  state: IncidentState
  updatedAt: number
  updatedBy: string | null
  modCount: number
  openedAt: number | null
  resolvedAt: number | null
  closedAt: number | null
  caller: string | null
  team: string | null
  assignee: string | null
  impact: Impact
  urgency: Urgency
  priority: Priority
  reassignmentCount: number | null
  reopenCount: number | null
  references: Record<string, string>
}

/** Why a row cannot be taken, in words for whoever repairs the file. */
export class RowRejected extends Error {}

const UNKNOWN = '?'
const MOMENT = /^(\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d)$/
const LEVEL = /^([1-5]) - \S/
const [FIRST_YEAR, LAST_YEAR] = [1970, 2199]
const [NUMBER_MAX, NAME_MAX] = [80, 120]

/** Reads a row by column name; throws RowRejected. Times of the file are local in `zone`. */
export function readLogRow(
  row: Record<string, string | undefined>,
  line: number,
  zone: string
): LogEvent {
  const moment = (column: string) => readMoment(row, column, zone)
  const updatedAt = moment('sys_updated_at')
  if (updatedAt === null) throw new RowRejected('sys_updated_at is missing')
  return {
    line,
    number: required(name(row, 'number', NUMBER_MAX), 'number'),
    state: readState(row),
    updatedAt,
    updatedBy: name(row, 'sys_updated_by'),
    modCount: count(row, 'sys_mod_count') ?? 0,
    openedAt: moment('opened_at'),
    resolvedAt: moment('resolved_at'),
    closedAt: moment('closed_at'),
    caller: name(row, 'caller_id'),
    team: name(row, 'assignment_group'),
    assignee: name(row, 'assigned_to'),
    impact: level(row, 'impact', 3) as Impact,
    urgency: level(row, 'urgency', 3) as Urgency,
    priority: level(row, 'priority', 5) as Priority,
    reassignmentCount: count(row, 'reassignment_count'),
    reopenCount: count(row, 'reopen_count'),
    references: readReferences(row),
  }
}

type Row = Record<string, string | undefined>

function known(row: Row, column: string): string | null {
  const value = row[column]?.trim() ?? ''
  return value === '' || value === UNKNOWN ? null : value
}

function name(row: Row, column: string, longest = NAME_MAX): string | null {
  const value = known(row, column)
  if (value && value.length > longest) {
    throw new RowRejected(`${column} is longer than ${longest} characters`)
  }
  return value
}

function required<Value>(value: Value | null, column: string): Value {
  if (value === null) throw new RowRejected(`${column} is missing`)
  return value
}

function readState(row: Row): IncidentState {
  const text = required(known(row, 'incident_state'), 'incident_state')
  const state = STATES.get(text)
  if (!state) throw new RowRejected(`incident_state "${text}" is not known`)
  return state
}

/** "2 - Medium" → 2. */
function level(row: Row, column: string, largest: number): number {
  const text = required(known(row, column), column)
  const value = Number(LEVEL.exec(text)?.[1] ?? Number.NaN)
  if (!(value <= largest)) throw new RowRejected(`${column} "${text}" is not like "2 - Medium"`)
  return value
}

function count(row: Row, column: string): number | null {
  const text = known(row, column)
  if (text === null) return null
  if (!/^\d{1,6}$/.test(text)) throw new RowRejected(`${column} "${text}" is not a whole number`)
  return Number(text)
}

function readMoment(row: Row, column: string, zone: string): number | null {
  const text = known(row, column)
  if (text === null) return null
  const [, day, month, year, hour, minute] = (MOMENT.exec(text) ?? []).map(Number)
  if (!day || !month || !year) {
    throw new RowRejected(`${column} "${text}" is not a time like 31-12-2016 23:59`)
  }
  const time = DateTime.fromObject({ year, month, day, hour, minute }, { zone })
  if (!time.isValid) throw new RowRejected(`${column} "${text}" is not a time of the calendar`)
  // A clock that was put forward skips an hour; the library would move the time into the next.
  if (time.hour !== hour || time.minute !== minute) {
    throw new RowRejected(`${column} "${text}" does not exist in ${zone}`)
  }
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new RowRejected(`${column} "${text}" is not between ${FIRST_YEAR} and ${LAST_YEAR}`)
  }
  return time.toMillis()
}

function readReferences(row: Row): Record<string, string> {
  const references: Record<string, string> = {}
  for (const [column, key] of Object.entries(REFERENCES)) {
    const value = name(row, column)
    if (value) references[key] = value
  }
  return references
}
