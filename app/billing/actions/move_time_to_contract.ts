import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { formatMinutes } from '#core/duration'
import type Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Time of a ticket that is in no approved period goes over to the ticket's new contract (§7.1), and
 * the ticket's history tells how much; what was charged stays where it was. Expenses go along.
 */
export async function moveTimeToContract(
  trx: TransactionClientContract,
  actor: Actor,
  ticket: Ticket
) {
  const open = (table: string) =>
    trx
      .from(table)
      .where('ticket_id', ticket.id)
      .whereNull('billing_period_id')
      .where((other) => {
        if (ticket.contractId === null) void other.whereNotNull('contract_id')
        else void other.whereNull('contract_id').orWhereNot('contract_id', ticket.contractId)
      })
  const [row] = await open('time_entries').sum('raw_minutes as minutes')
  const moved = {
    contract_id: ticket.contractId,
    version: trx.raw('version + 1'),
    updated_at: toSqlUtc(clock.now()),
  }
  await open('time_entries').update(moved)
  await open('expenses').update(moved)
  const minutes = Number(row?.minutes ?? 0)
  if (minutes === 0) return
  await recordAudit(trx, {
    ...{ actor, subjectType: 'ticket', subjectId: ticket.id, action: 'time.contract_followed' },
    organisationId: ticket.organisationId,
    changes: [{ field: 'time', before: null, after: formatMinutes(minutes) }],
  })
}
