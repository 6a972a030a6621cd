import {
  NonBillableReasonMissing,
  TicketTakesNoTime,
  UnknownWorkType,
  WorkInFuture,
  WorkTooLong,
} from '#billing/errors'
import TimeEntry from '#billing/models/time_entry'
import WorkType from '#billing/models/work_type'
import type { NonBillableReason } from '#billing/workflow/non_billable_reasons'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type LogTime = {
  actor: Actor
  ticketId: number
  /** Who did the work. */
  personId: number
  workTypeId: number
  /** The local ISO date of the work. */
  workDate: string
  minutes: number
  isBillable: boolean
  nonBillableReason: NonBillableReason | null
  /** Printed in the client's report. */
  publicNote: string | null
  internalNote: string | null
}

const DAY_MINUTES = 1440

/** Logs work on a ticket; organisation and contract are copied from it (§7.1). */
export const logTime = {
  async handle(input: LogTime): Promise<TimeEntry> {
    if (!isDuration(input.minutes)) throw new WorkTooLong()
    if (!input.isBillable && input.nonBillableReason === null) throw new NonBillableReasonMissing()
    return inTransaction(async (trx) => {
      const ticket = await Ticket.query({ client: trx })
        .where('id', input.ticketId)
        .forUpdate()
        .firstOrFail()
      if (ticket.state === 'closed' || ticket.state === 'cancelled') throw new TicketTakesNoTime()
      await refuseFuture(trx, input)
      if (!(await WorkType.find(input.workTypeId, { client: trx }))) throw new UnknownWorkType()

      const entry = await createEntry(trx, ticket, input)
      await recordHistory(trx, entry, input.actor)
      return entry
    })
  },
}

function isDuration(minutes: number) {
  return Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= DAY_MINUTES
}

async function refuseFuture(trx: TransactionClientContract, { personId, workDate }: LogTime) {
  const person = await Person.query({ client: trx })
    .where('id', personId)
    .preload('organisation')
    .firstOrFail()
  const today = clock.today(person.timeZone ?? person.organisation.timeZone)
  if (workDate > today) throw new WorkInFuture()
}

async function createEntry(trx: TransactionClientContract, ticket: Ticket, input: LogTime) {
  return TimeEntry.create(
    {
      ticketId: ticket.id,
      organisationId: ticket.organisationId,
      contractId: ticket.contractId,
      personId: input.personId,
      workTypeId: input.workTypeId,
      workDate: input.workDate,
      rawMinutes: input.minutes,
      isBillable: input.isBillable,
      nonBillableReason: input.isBillable ? null : input.nonBillableReason,
      publicNote: input.publicNote,
      internalNote: input.internalNote,
      version: 1,
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
