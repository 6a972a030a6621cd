import { isoOfSqlUtc } from '#core/columns'
import type { ListedTicket } from '#tickets/queries/listed_ticket'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A ticket as a row of the queue. */
export default class TicketRowTransformer extends BaseTransformer<ListedTicket> {
  toObject() {
    const ticket = this.resource
    return {
      id: ticket.id,
      kind: ticket.kind,
      number: ticket.number,
      title: ticket.title,
      state: ticket.state,
      priority: ticket.priority,
      organisation: { code: ticket.organisation_code, name: ticket.organisation_name },
      requester: ticket.requester_name,
      isVip: Boolean(ticket.requester_is_vip),
      team: ticket.team_name,
      assignee: ticket.assignee_name,
      service:
        ticket.service_ru === null
          ? null
          : { nameRu: ticket.service_ru, nameEn: ticket.service_en ?? ticket.service_ru },
      openedAt: isoOfSqlUtc(ticket.opened_at)!,
      updatedAt: isoOfSqlUtc(ticket.updated_at)!,
      resolvedAt: isoOfSqlUtc(ticket.resolved_at),
      responseDueAt: isoOfSqlUtc(ticket.response_due_at),
      resolutionDueAt: isoOfSqlUtc(ticket.resolution_due_at),
      slaState: ticket.sla_state,
      isOpen: Boolean(ticket.is_open),
    }
  }
}
