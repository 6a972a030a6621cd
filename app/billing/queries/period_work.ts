import type { LocalText } from '#billing/queries/report_types'
import type { WorkEntry } from '#billing/workflow/charge_types'
import { isoOfSqlUtc } from '#core/columns'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { ChainableContract } from '@adonisjs/lucid/types/querybuilder'

/** The one type of work that is billed by the travel policy (§7.3). */
const TRAVEL = 'travel'

type Kind = { table: string; day: string }
const WORK: Kind = { table: 'time_entries', day: 'work_date' }
const EXPENSES: Kind = { table: 'expenses', day: 'spent_on' }

/** What no approved period of a contract has taken, up to a date. */
export type OpenWorkOf = {
  contractId: number
  from: string | null
  to: string
  withCharged?: boolean
}

/** Which work: of a period that was approved, or open. */
export type WorkOf = { periodId: number } | OpenWorkOf

/** Work as the engine takes it, billable or not. */
export type PeriodWork = WorkEntry & { isBillable: boolean; isApproved: boolean }

/**
 * The work of contracts that no approved period has taken, in order of work, for each asked. A
 * contract that is asked for twice is asked for by the same days.
 */
export async function openWork(
  client: QueryClientContract,
  asked: readonly OpenWorkOf[]
): Promise<PeriodWork[][]> {
  if (asked.length === 0) return []
  const rows: Row[] = await workQuery(client, ...asked)
    .leftJoin('tickets', 'tickets.id', 'entries.ticket_id')
    .leftJoin('work_types', 'work_types.id', 'entries.work_type_id')
    .select('entries.id', 'entries.ticket_id', 'entries.work_date', 'entries.started_at')
    .select('entries.raw_minutes', 'entries.is_billable', 'entries.state', 'entries.work_type_id')
    .select('entries.work_role_id', 'tickets.service_id', 'work_types.code')
    .select('entries.contract_id')
  const found = Map.groupBy(rows, (row) => Number(row.contract_id))
  return asked.map(({ contractId }) => (found.get(contractId) ?? []).map(toWork))
}

/** The same work with everything the report prints of it; no internal note ever leaves for it. */
export type LoggedWork = PeriodWork & {
  ticketId: number
  ticket: string
  person: string
  role: LocalText | null
  workType: LocalText
  note: string | null
}

export async function loggedWork(client: QueryClientContract, of: WorkOf): Promise<LoggedWork[]> {
  const rows = await workQuery(client, of)
    .leftJoin('tickets', 'tickets.id', 'entries.ticket_id')
    .leftJoin('people', 'people.id', 'entries.person_id')
    .leftJoin('work_types', 'work_types.id', 'entries.work_type_id')
    .leftJoin('work_roles', 'work_roles.id', 'entries.work_role_id')
    .select('entries.id', 'entries.ticket_id', 'entries.work_date', 'entries.started_at')
    .select('entries.raw_minutes', 'entries.is_billable', 'entries.state', 'entries.work_type_id')
    .select('work_roles.label_ru as role_ru', 'work_roles.label_en as role_en')
    .select('entries.work_role_id', 'entries.public_note', 'tickets.service_id', 'tickets.number')
    .select('people.display_name', 'work_types.code', 'work_types.label_ru', 'work_types.label_en')
  return rows.map((row) => ({
    ...toWork(row),
    ticketId: row.ticket_id,
    ticket: row.number,
    person: row.display_name,
    role: row.role_ru === null ? null : { ru: row.role_ru, en: row.role_en },
    workType: { ru: row.label_ru, en: row.label_en },
    note: row.public_note?.replace(/\s+/g, ' ').trim() || null,
  }))
}

/**
 * The rows of such work, in order of work. What they name is joined from the left: with inner joins
 * MariaDB, when its statistics are old, begins with a small table and reads all work there is.
 */
export function workQuery(client: QueryClientContract, ...asked: WorkOf[]) {
  return rowsOf(client, asked, WORK)
}

/** What was spent with such work, billable or not, by the same rule of what belongs to which period. */
export function expenseQuery(client: QueryClientContract, ...asked: WorkOf[]) {
  return rowsOf(client, asked, EXPENSES)
}

function rowsOf(client: QueryClientContract, asked: readonly WorkOf[], kind: Kind) {
  return client
    .from(`${kind.table} as entries`)
    .where((query) => {
      for (const of of asked) void query.orWhere((own) => void belongsTo(own, of, kind))
    })
    .orderBy([`entries.${kind.day}`, 'entries.id'])
}

function belongsTo(query: ChainableContract, of: WorkOf, { day }: Kind) {
  if ('periodId' in of) return query.where('entries.billing_period_id', of.periodId)
  void query.where('entries.contract_id', of.contractId).where(`entries.${day}`, '<=', of.to)
  if (!of.withCharged) void query.whereNull('entries.billing_period_id')
  if (of.from !== null) void query.where(`entries.${day}`, '>=', of.from)
  return query
}

/** Work that can still be charged waits until whoever reads it here is done. */
export async function lockWork(trx: TransactionClientContract, contractId: number) {
  for (const table of ['time_entries', 'expenses']) {
    await trx
      .from(table)
      .where('contract_id', contractId)
      .whereNull('billing_period_id')
      .forUpdate()
      .select('id')
  }
}

type Row = Record<string, string | number | null>

function toWork(row: Row): PeriodWork {
  return {
    id: Number(row.id),
    ticketId: Number(row.ticket_id),
    workDate: String(row.work_date),
    startedAt: isoOfSqlUtc(row.started_at),
    minutes: Number(row.raw_minutes),
    workTypeId: Number(row.work_type_id),
    workRoleId: row.work_role_id === null ? null : Number(row.work_role_id),
    serviceId: row.service_id === null ? null : Number(row.service_id),
    isTravel: row.code === TRAVEL,
    isBillable: Boolean(row.is_billable),
    isApproved: row.state === 'approved',
  }
}
