import { insertRows } from '#core/actions/insert_rows'
import { toAuditRow, type AuditEntry } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { toSqlUtc } from '#core/columns'
import type { ClockHost, Firing } from '#sla/actions/fire_timers'
import { recordBreaches } from '#sla/actions/record_breach'
import { escalateTicket } from '#tickets/actions/escalate_ticket'
import { holdersAt } from '#tickets/queries/holders_at'
import { NoticeRound } from '#tickets/actions/notice_round'
import Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Breach = Extract<Firing, { kind: 'breach' }>

/** What the timers of clocks mean to tickets: history, notices, and the acts of escalation rules. */
export class TicketClockHost implements ClockHost {
  #tickets = new Map<number, Ticket>()

  async lock(trx: TransactionClientContract, ticketIds: number[]) {
    const tickets = await Ticket.query({ client: trx })
      .whereIn('id', ticketIds)
      .orderBy('id')
      .forUpdate()
    this.#tickets = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  }

  async react(trx: TransactionClientContract, firings: Firing[]) {
    const breaches = firings.filter((each) => each.kind === 'breach')
    if (breaches.length > 0) await this.#breach(trx, breaches)
    const round = new NoticeRound()
    for (const firing of firings) {
      if (firing.kind !== 'escalation') continue
      await escalateTicket(trx, this.#tickets.get(firing.clock.ticketId)!, firing, round)
    }
    await round.send(trx)
  }

  async #breach(trx: TransactionClientContract, breaches: Breach[]) {
    const moments = breaches.map(({ clock, fireAt }) => ({ ticketId: clock.ticketId, at: fireAt }))
    const teams = await holdersAt(trx, moments)
    await recordBreaches(
      trx,
      breaches.map(({ clock, cause }, index) => ({
        clock,
        cause,
        teamId: clock.kind === 'ola' ? clock.teamId : teams[index]!,
      }))
    )
    await this.#markLate(trx, breaches)
    const entries = breaches.map((breach, index) => this.#breachEntry(breach, teams[index]!))
    await insertRows(trx, 'audit_events', entries.map(toAuditRow))
  }

  /** The version stays: nobody's edit becomes stale because time went by. */
  async #markLate(trx: TransactionClientContract, breaches: Breach[]) {
    const late = breaches.filter(({ clock }) => clock.kind === 'sla')
    if (late.length === 0) return
    await trx
      .from('tickets')
      .whereIn(
        'id',
        late.map(({ clock }) => clock.ticketId)
      )
      .update({ sla_state: 'breached', updated_at: toSqlUtc(late[0]!.at) })
  }

  #breachEntry({ clock, cause }: Breach, teamId: number | null): AuditEntry {
    const ticket = this.#tickets.get(clock.ticketId)!
    return {
      actor: SYSTEM_ACTOR,
      subjectType: 'ticket',
      subjectId: ticket.id,
      organisationId: ticket.organisationId,
      action: 'clock.breached',
      changes: [
        { field: 'clockKind', before: null, after: clock.kind },
        { field: 'metric', before: null, after: clock.metric },
        { field: 'teamId', before: null, after: teamId },
        { field: 'breachCause', before: null, after: cause },
      ],
    }
  }
}
