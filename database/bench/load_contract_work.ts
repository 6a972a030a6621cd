import { insertRows } from '#core/actions/insert_rows'
import { takeNumbers } from '#core/actions/take_number'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { loadContractTerms } from '#database/bench/load_contract_terms'
import { stamps } from '#database/bench/load_directory'
import { loadServiceLevels } from '#database/bench/load_service_levels'
import { planTicket, ticketRow, type PlannedTicket } from '#database/bench/plan_ticket'
import { ClockReplay, insertClocks } from '#sla/actions/replay_clocks'
import Agreement from '#sla/models/agreement'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'

/** The periods that have work, the oldest first; contracts begin with the first. */
export const MONTHS = ['2025-10', '2025-11'] as const

const FIRST_DAY = Date.parse('2025-10-01T00:00:00Z')
const DAYS_OF_MONTH = 28
const AGENTS = 20
const ENTRIES_PER_TICKET = 5
const PORTION = 2_000
const HOUR = 3_600_000

/** `entries` is of each contract, half of them in each month. */
export type Work = { contracts: number; entries: number }

/**
 * Contracts of all kinds with closed tickets and approved work, and one more, the last, whose work is
 * all in the first month. Answers the ids; false when there are tickets already.
 */
export async function loadContractWork(many: Work, single: number) {
  if (await db.from('tickets').first()) return false
  const contractIds = Array.from({ length: many.contracts }, (_, index) => index + 2)
  const singleId = many.contracts + 2
  await makeParties(singleId)
  await loadServiceLevels()
  await loadContractTerms([...contractIds, singleId], `${MONTHS[0]}-01`)
  const tickets = new TicketSource(await Agreement.query().firstOrFail())
  const workTypeIds = await db
    .from('work_types')
    .where('is_billable_by_default', true)
    .orderBy('id')
  const typeIds = workTypeIds.map(({ id }) => Number(id))
  for (const contractId of contractIds) {
    await loadWork(tickets, typeIds, { contractId, entries: many.entries, months: 2 })
  }
  await loadWork(tickets, typeIds, { contractId: singleId, entries: single, months: 1 })
  return { contractIds, singleId }
}

/** The provider with its agents, and an organisation with somebody to call for each contract. */
async function makeParties(lastId: number) {
  const ids = Array.from({ length: lastId }, (_, index) => index + 1)
  const own = { is_active: true, version: 1, ...stamps() }
  const person = { ...own, is_vip: false }
  await inTransaction(async (trx) => {
    await insertRows(
      trx,
      'organisations',
      ids.map((id) => ({
        ...{ id, code: `B${id}`, name: `Bench ${id}`, kind: id === 1 ? 'provider' : 'client' },
        ...{ path: `/${id}/`, time_zone: 'Europe/Moscow', locale: 'ru', ...own },
      }))
    )
    await insertRows(
      trx,
      'people',
      ids.map((id) => ({ id, organisation_id: id, display_name: `Caller ${id}`, ...person }))
    )
    await insertRows(
      trx,
      'people',
      Array.from({ length: AGENTS }, (_, index) => ({
        ...{ id: lastId + 1 + index, organisation_id: 1, display_name: `Agent ${index}` },
        ...person,
      }))
    )
  })
}

/** Plans closed incidents one after another. */
class TicketSource {
  #replay = new ClockReplay()
  #id = 0

  constructor(private readonly agreement: Agreement) {}

  async plan(contractId: number, openedAt: number): Promise<PlannedTicket> {
    const id = (this.#id += 1)
    const text = (millis: number) => toSqlUtc(DateTime.fromMillis(millis, { zone: 'utc' }))
    const row = {
      ...{ id: String(id), type: 'incident', org: String(contractId), caller: String(contractId) },
      ...{ agent: '0', team: '0', title: `Заявка ${id}`, description: 'Bench', status: 'closed' },
      ...{ impact: String(1 + (id % 3)), urgency: String(1 + (Math.floor(id / 3) % 3)) },
      ...{ created: text(openedAt), updated: text(openedAt + (1 + (id % 60)) * HOUR) },
      service: String(1 + (id % 20)),
    }
    return planTicket(row, this.agreement.id, this.#replay, clock.now())
  }
}

type Wanted = { contractId: number; entries: number; months: number }

/** Every fifth entry has a ticket of its own to begin with. */
async function loadWork(source: TicketSource, workTypeIds: number[], wanted: Wanted) {
  const { contractId, entries, months } = wanted
  const agentFrom = await firstAgentId()
  for (let first = 0; first < entries; first += PORTION) {
    const rows: object[] = []
    const tickets: PlannedTicket[] = []
    for (let index = first; index < Math.min(first + PORTION, entries); index += 1) {
      const day = dayOf(index, months)
      const workDate = toSqlUtc(day).slice(0, 10)
      if (index % ENTRIES_PER_TICKET === 0) {
        tickets.push(await source.plan(contractId, day.toMillis() + (6 + (index % 9)) * HOUR))
      }
      rows.push({
        ...{ ticket_id: tickets.at(-1)!.id, organisation_id: contractId, contract_id: contractId },
        ...{ person_id: agentFrom + (index % AGENTS), work_role_id: 1 + (index % 3) },
        ...{ work_type_id: workTypeIds[index % workTypeIds.length], work_date: workDate },
        // At any hour, the night's too.
        started_at: index % 3 === 0 ? day.plus({ hours: index % 24, minutes: index % 60 }) : null,
        ...{ raw_minutes: 5 + ((index * 17) % 236), is_billable: index % 20 !== 7 },
        non_billable_reason: index % 20 === 7 ? 'goodwill' : null,
        public_note: `Проверено и настроено, шаг ${index}`,
        ...{ state: 'approved', version: 1, ...stamps() },
      })
    }
    await store(tickets, rows as Record<string, unknown>[])
  }
}

async function firstAgentId() {
  const agent = await db.from('people').where('display_name', 'Agent 0').firstOrFail()
  return Number(agent.id)
}

function dayOf(index: number, months: number): DateTime {
  const first = DateTime.fromMillis(FIRST_DAY, { zone: 'utc' })
  const month = Math.floor(index / ENTRIES_PER_TICKET) % months
  return first.plus({ months: month, days: index % DAYS_OF_MONTH })
}

async function store(tickets: PlannedTicket[], work: Record<string, unknown>[]) {
  await inTransaction(async (trx) => {
    const numbers = await takeNumbers(trx, 'incident', tickets.length)
    await insertRows(
      trx,
      'tickets',
      tickets.map((ticket, index) => ticketRow(ticket, numbers[index]!, null))
    )
    const details = tickets.map(({ id }) => ({ ticket_id: id }))
    await insertRows(trx, 'incidents', details)
    const clocks = tickets.map(({ id, clocks: replayed }) => ({ ticketId: id, replayed }))
    await insertClocks(trx, clocks)
    await insertRows(trx, 'time_entries', work)
  })
}
