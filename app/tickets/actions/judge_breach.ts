import { inTransaction } from '#core/transaction'
import Clock from '#sla/models/clock'
import type { BreachReason } from '#sla/models/clock_types'
import { lockTicket, type IncidentCommand } from '#tickets/actions/transition_incident'
import { saveWithHistory } from '#tickets/actions/write_history'

type JudgeBreach = IncidentCommand & {
  clockId: number
  reason: BreachReason
  note: string | null
}

/** The service level manager says why a promise was broken (SLM-07); times and team stay. */
export const judgeBreach = {
  async handle({ clockId, reason, note, ...command }: JudgeBreach) {
    return inTransaction(async (trx) => {
      const { ticket } = await lockTicket(trx, command)
      const clock = await Clock.query({ client: trx })
        .where({ id: clockId, ticketId: ticket.id })
        .whereNotNull('breachedAt')
        .whereNot('state', 'cancelled')
        .forUpdate()
        .firstOrFail()
      const before = { reason: clock.breachReason, note: clock.breachNote }
      await clock.merge({ breachReason: reason, breachNote: note }).useTransaction(trx).save()
      await saveWithHistory(trx, ticket, {
        actor: command.actor,
        action: 'clock.breach_judged',
        extraChanges: [
          { field: 'breachReason', before: before.reason, after: reason },
          { field: 'breachNote', before: before.note, after: note },
        ],
      })
      return clock
    })
  },
}
