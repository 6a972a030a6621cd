import { checkWork, storedWork, type Work } from '#billing/actions/check_work'
import { TicketTakesNoTime } from '#billing/errors'
import TimeEntry from '#billing/models/time_entry'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type LogTime = Work & {
  actor: Actor
  ticketId: number
  /** Who did the work. */
  personId: number
}

/**
 * Logs work on a ticket; organisation and contract are copied from it (§7.1), the role it is priced
 * by from who did it. It is a draft until its author submits it (§2.8). Work of a period that is
 * charged already comes into the next one (§7.6).
 */
export const logTime = {
  async handle({ actor, ticketId, personId, ...work }: LogTime): Promise<TimeEntry> {
    return inTransaction(async (trx) => {
      const ticket = await Ticket.query({ client: trx })
        .where('id', ticketId)
        .forUpdate()
        .firstOrFail()
      if (ticket.state === 'closed' || ticket.state === 'cancelled') throw new TicketTakesNoTime()
      const zone = await checkWork(trx, personId, work)

      const entry = await createEntry(trx, ticket, { personId, ...storedWork(work, zone) })
      await recordHistory(trx, entry, actor)
      return entry
    })
  },
}

async function createEntry(
  trx: TransactionClientContract,
  ticket: Ticket,
  { personId, ...work }: ReturnType<typeof storedWork> & { personId: number }
) {
  const { id: ticketId, organisationId, contractId } = ticket
  const own = await trx.from('person_work_roles').where('person_id', personId).first()
  const workRoleId = own ? Number(own.work_role_id) : null
  return TimeEntry.create(
    {
      ...{ ticketId, organisationId, contractId, personId, workRoleId },
      ...{ ...work, state: 'draft', version: 1 },
    },
    { client: trx }
  )
}

const RECORDED = [
  'workDate',
  'rawMinutes',
  'isBillable',
  'nonBillableReason',
  'publicNote',
] as const

/** Part of the ticket's own history, where people look for it. */
async function recordHistory(trx: TransactionClientContract, entry: TimeEntry, actor: Actor) {
  await recordAudit(trx, {
    actor,
    subjectType: 'ticket',
    subjectId: entry.ticketId,
    organisationId: entry.organisationId,
    action: 'time.logged',
    changes: RECORDED.filter((field) => entry[field] !== null).map((field) => ({
      field,
      before: null,
      after: entry[field],
    })),
  })
}
