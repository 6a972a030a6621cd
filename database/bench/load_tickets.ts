import { insertRows } from '#core/actions/insert_rows'
import { takeNumbers } from '#core/actions/take_number'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import {
  assignmentRows,
  auditRow,
  planTicket,
  searchRow,
  stepRows,
  ticketRow,
  type PlannedTicket,
} from '#database/bench/plan_ticket'
import { readPortions, RowsByTicket, type BenchRow } from '#database/bench/read_table'
import Agreement from '#sla/models/agreement'
import { ClockReplay, insertClocks } from '#sla/actions/replay_clocks'
import { TICKET_KINDS } from '#tickets/workflow/kinds'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PORTION = 500

type Portion = { tickets: PlannedTicket[]; links: BenchRow[]; comments: BenchRow[] }

/** Tickets under the ids of the file with items, comments, history, clocks and search text. */
export async function loadTickets(directory: string, onRows: (count: number) => void) {
  const agreement = await Agreement.query().firstOrFail()
  const replay = new ClockReplay()
  const links = new RowsByTicket(directory, 'ticket_ci')
  const comments = new RowsByTicket(directory, 'comments')
  const now = clock.now()
  for await (const rows of readPortions(directory, 'tickets', PORTION)) {
    const tickets: PlannedTicket[] = []
    for (const row of rows) tickets.push(await planTicket(row, agreement.id, replay, now))
    const lastId = tickets.at(-1)!.id
    const portion = {
      tickets,
      links: await links.upTo(lastId),
      comments: await comments.upTo(lastId),
    }
    onRows(await inTransaction((trx) => storePortion(trx, portion)))
  }
}

async function storePortion(trx: TransactionClientContract, { tickets, links, comments }: Portion) {
  const numbers = await takeTicketNumbers(trx, tickets)
  const items = groupByTicket(links)
  const notes = groupByTicket(comments)
  const numberOf = (ticket: PlannedTicket) => numbers.get(ticket.id)!
  const organisations = new Map(tickets.map(({ id, row }) => [id, Number(row.org)]))
  const tables = {
    tickets: tickets.map((ticket) =>
      ticketRow(ticket, numberOf(ticket), Number(items.get(ticket.id)?.[0]?.ci) || null)
    ),
    incidents: tickets
      .filter(({ kind }) => kind === 'incident')
      .map(({ id }) => ({ ticket_id: id })),
    ticket_configuration_items: links.map(({ ticket, ci }) => ({
      ticket_id: Number(ticket),
      ci_id: Number(ci),
    })),
    ticket_comments: comments.map((row) => commentRow(row, organisations.get(Number(row.ticket))!)),
    ticket_transitions: tickets.flatMap(stepRows),
    ticket_assignments: tickets.flatMap(assignmentRows),
    audit_events: tickets.map(auditRow),
    search_documents: tickets.map((ticket) =>
      searchRow(ticket, numberOf(ticket), textOf(notes.get(ticket.id)))
    ),
  }
  for (const [table, rows] of Object.entries(tables)) await insertRows(trx, table, rows)
  await insertClocks(
    trx,
    tickets.map(({ id, clocks }) => ({ ticketId: id, replayed: clocks }))
  )
  const clocks = tickets.reduce((sum, ticket) => sum + ticket.clocks.rows.length, 0)
  return Object.values(tables).reduce((sum, rows) => sum + rows.length, clocks)
}

/** Each kind counts for itself, in the order of the file. */
async function takeTicketNumbers(trx: TransactionClientContract, tickets: PlannedTicket[]) {
  const numbers = new Map<number, string>()
  for (const kind of TICKET_KINDS) {
    const ofKind = tickets.filter((ticket) => ticket.kind === kind)
    if (ofKind.length === 0) continue
    const taken = await takeNumbers(trx, kind, ofKind.length)
    for (const [index, { id }] of ofKind.entries()) numbers.set(id, taken[index]!)
  }
  return numbers
}

function groupByTicket(rows: BenchRow[]): Map<number, BenchRow[]> {
  return Map.groupBy(rows, ({ ticket }) => Number(ticket))
}

function commentRow({ ticket, person, at, text }: BenchRow, organisationId: number) {
  return {
    ticket_id: Number(ticket),
    organisation_id: organisationId,
    author_id: Number(person),
    visibility: 'internal',
    channel: 'ui',
    body: text,
    created_at: at,
  }
}

function textOf(comments: BenchRow[] | undefined): string {
  return (comments ?? []).map(({ text }) => text).join(' ')
}
