import { logTime, type LogTime } from '#billing/actions/log_time'
import WorkType from '#billing/models/work_type'
import type Contract from '#contracts/models/contract'
import type { BillingTerms } from '#contracts/models/contract_types'
import { actorOf, createIncident, moveTo, type Desk } from '#tests/helpers/desk'
import type Ticket from '#tickets/models/ticket'

type Work = Partial<LogTime> & { ticket: Ticket }

/** The desk's agent logs work; billable half an hour of remote support on 2 March 2026 by default. */
export async function logWork(desk: Desk, { ticket, ...values }: Work) {
  const type = await WorkType.findByOrFail('code', 'remote_support')
  return logTime.handle({
    actor: actorOf(desk.agent),
    ticketId: ticket.id,
    personId: desk.agent.personId,
    workTypeId: type.id,
    workDate: '2026-03-02',
    minutes: 30,
    isBillable: true,
    nonBillableReason: null,
    publicNote: null,
    internalNote: null,
    ...values,
  })
}

/** Work of so many minutes on one date, on a ticket of its own; time must be past that date. */
export async function logMinutes(desk: Desk, workDate: string, ...minutes: number[]) {
  const ticket = await createIncident(desk)
  for (const each of minutes) await logWork(desk, { ticket, workDate, minutes: each })
  return ticket
}

export const BY_MINUTE = { scope: 'entry', minimum: 0, increment: 1, mode: 'up' } as const

/** Lets the desk's contract bill another way. */
export async function billBy(
  desk: Desk,
  billingKind: Contract['billingKind'],
  billingTerms: Partial<BillingTerms>,
  values: Partial<Contract> = {}
) {
  const terms = { rounding: BY_MINUTE, ratePerHourMinor: 0, ...billingTerms }
  await desk.contract.merge({ billingKind, billingTerms: terms, ...values }).save()
}

/** Registers incidents that were opened at a moment as in Moscow. */
export async function openIncidents(desk: Desk, at: string, count: number) {
  moveTo(at)
  for (let index = 0; index < count; index++) await createIncident(desk)
}
