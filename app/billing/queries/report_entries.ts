import type { LocalText } from '#billing/queries/report_types'
import type { TimeEntry } from '#billing/workflow/time_rounding'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Logged work as the report reads it; no internal note ever leaves the database for it. */
export type LoggedWork = TimeEntry & {
  ticketId: number
  ticket: string
  person: string
  service: LocalText | null
  workType: LocalText
  isBillable: boolean
  note: string | null
}

/** Work on a contract from one local date to another, both included, in order of work. */
export async function loggedWork(
  client: QueryClientContract,
  contractId: number,
  from: string,
  to: string
): Promise<LoggedWork[]> {
  const rows = await client
    .from('time_entries as entries')
    .join('tickets', 'tickets.id', 'entries.ticket_id')
    .join('people', 'people.id', 'entries.person_id')
    .join('work_types', 'work_types.id', 'entries.work_type_id')
    .leftJoin('services', 'services.id', 'tickets.service_id')
    .where('entries.contract_id', contractId)
    .whereBetween('entries.work_date', [from, to])
    .orderBy(['entries.work_date', 'entries.id'])
    .select('entries.id', 'entries.ticket_id', 'entries.work_date', 'entries.raw_minutes')
    .select('entries.is_billable', 'entries.public_note', 'tickets.number', 'people.display_name')
    .select('work_types.label_ru', 'work_types.label_en', 'services.name_ru', 'services.name_en')
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    workDate: row.work_date,
    startedAt: null,
    minutes: row.raw_minutes,
    ticket: row.number,
    person: row.display_name,
    service: row.name_ru === null ? null : { ru: row.name_ru, en: row.name_en },
    workType: { ru: row.label_ru, en: row.label_en },
    isBillable: Boolean(row.is_billable),
    note: row.public_note?.replace(/\s+/g, ' ').trim() || null,
  }))
}

/** Billable work before a date, of which only the minutes matter. */
export async function earlierWork(
  client: QueryClientContract,
  contractId: number,
  before: string
): Promise<TimeEntry[]> {
  const rows = await client
    .from('time_entries')
    .where({ contract_id: contractId, is_billable: true })
    .where('work_date', '<', before)
    .select('id', 'ticket_id', 'work_date', 'raw_minutes')
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    workDate: row.work_date,
    startedAt: null,
    minutes: row.raw_minutes,
  }))
}
