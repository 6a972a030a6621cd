import { insertRows } from '#core/actions/insert_rows'
import { toAuditRow } from '#core/actions/record_audit'
import { takeNumbers } from '#core/actions/take_number'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { loadServiceLevels } from '#database/bench/load_service_levels'
import {
  auditRow,
  planTicket,
  stepRows,
  ticketRow,
  type PlannedTicket,
} from '#database/bench/plan_ticket'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Agreement from '#sla/models/agreement'
import { ClockReplay, insertClocks } from '#sla/actions/replay_clocks'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'

const PORTION = 2_000
const HOUR = 3_600_000
const FIRST = Date.parse('2025-01-01T00:00:00Z')
const HOURS_OF_A_YEAR = 8_760

/**
 * Closed incidents spread over 2025 with steps, clocks and, for each third one, a priority that was
 * changed on the way. False when there are tickets already.
 */
export async function loadClosedTickets(count: number): Promise<boolean> {
  if (await db.from('tickets').first()) return false
  const callerId = await makeClient()
  await loadServiceLevels()
  const agreement = await Agreement.query().firstOrFail()
  const replay = new ClockReplay()
  const now = clock.now()
  for (let first = 1; first <= count; first += PORTION) {
    const tickets: PlannedTicket[] = []
    for (let id = first; id < Math.min(first + PORTION, count + 1); id += 1) {
      tickets.push(await planTicket(rowOf(id, callerId), agreement.id, replay, now))
    }
    await store(tickets)
  }
  return true
}

/** The one organisation, which is client and provider at once; answers who calls. */
async function makeClient(): Promise<number> {
  const organisation = await Organisation.create({
    ...{ id: 1, code: 'BENCH', name: 'Bench', kind: 'provider', path: '/1/', timeZone: 'UTC' },
    ...{ locale: 'en', isActive: true, version: 1 },
  })
  const caller = await Person.create({
    ...{ organisationId: organisation.id, displayName: 'Caller', isActive: true, isVip: false },
    version: 1,
  })
  return caller.id
}

/** As a line of the generator's files; it took from an hour to five days. */
function rowOf(id: number, callerId: number) {
  const created = FIRST + ((id * 7_919) % HOURS_OF_A_YEAR) * HOUR
  const updated = created + (1 + ((id * 31) % 120)) * HOUR
  const text = (millis: number) => toSqlUtc(DateTime.fromMillis(millis, { zone: 'utc' }))
  return {
    ...{ id: String(id), type: 'incident', org: '1', caller: String(callerId), agent: '0' },
    ...{ team: '0', title: `Incident ${id}`, description: 'Bench', status: 'closed' },
    ...{ impact: String(1 + (id % 3)), urgency: String(1 + (Math.floor(id / 3) % 3)) },
    ...{ created: text(created), updated: text(updated), service: String(1 + (id % 20)) },
  }
}

async function store(tickets: PlannedTicket[]) {
  await inTransaction(async (trx) => {
    const numbers = await takeNumbers(trx, 'incident', tickets.length)
    const rows = tickets.map((ticket, index) => ticketRow(ticket, numbers[index]!, null))
    await insertRows(trx, 'tickets', rows)
    const details = tickets.map(({ id }) => ({ ticket_id: id }))
    await insertRows(trx, 'incidents', details)
    await insertRows(trx, 'ticket_transitions', tickets.flatMap(stepRows))
    const changed = tickets.filter(({ id }) => id % 3 === 0)
    await insertRows(trx, 'audit_events', [
      ...tickets.map(auditRow),
      ...changed.map(priorityChanged),
    ])
    const clocks = tickets.map(({ id, clocks: replayed }) => ({ ticketId: id, replayed }))
    await insertClocks(trx, clocks)
  })
}

function priorityChanged({ id, priority, steps }: PlannedTicket) {
  return toAuditRow({
    actor: SYSTEM_ACTOR,
    ...{ subjectType: 'ticket', subjectId: id, subjectVersion: 2, organisationId: 1 },
    action: 'incident.updated',
    changes: [{ field: 'priority', before: priority === 1 ? 2 : priority - 1, after: priority }],
    occurredAt: steps[1]!.at,
  })
}
