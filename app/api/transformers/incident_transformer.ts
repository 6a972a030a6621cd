import CommentTransformer from '#api/transformers/comment_transformer'
import type { IncidentAnswer } from '#api/queries/find_incident'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An incident with its conversation, for programs. */
export default class IncidentTransformer extends BaseTransformer<IncidentAnswer> {
  toObject() {
    const { ticket, names, items, links, comments } = this.resource
    return {
      ...this.pick(ticket, ['number', 'version', 'title', 'description', 'state', 'isOpen']),
      ...this.pick(ticket, ['impact', 'urgency', 'priority', 'slaState', 'channel']),
      organisation: { code: names.organisation_code, name: names.organisation_name },
      requester: { id: ticket.requesterId, name: names.requester_name },
      team: ticket.teamId ? { id: ticket.teamId, name: names.team_name! } : null,
      assignee: ticket.assigneeId ? { id: ticket.assigneeId, name: names.assignee_name! } : null,
      service: ticket.serviceId
        ? { code: names.service_code!, nameRu: names.service_ru!, nameEn: names.service_en! }
        : null,
      contract: names.contract_number,
      configurationItems: items.map(({ id, number, name }) => ({
        ...{ number, name, isPrimary: id === ticket.primaryCiId },
      })),
      resolution: names.resolution_code
        ? { code: names.resolution_code, text: names.resolution_text }
        : null,
      duplicateOf: links.mergedInto?.number ?? null,
      duplicates: links.duplicates.map(({ number }) => number),
      ...this.#moments(),
      comments: CommentTransformer.transform(comments),
    }
  }

  #moments() {
    const { ticket } = this.resource
    return {
      openedAt: ticket.openedAt.toISO()!,
      updatedAt: ticket.updatedAt.toISO()!,
      firstResponseAt: ticket.firstResponseAt?.toISO() ?? null,
      resolvedAt: ticket.resolvedAt?.toISO() ?? null,
      closedAt: ticket.closedAt?.toISO() ?? null,
      responseDueAt: ticket.responseDueAt?.toISO() ?? null,
      resolutionDueAt: ticket.resolutionDueAt?.toISO() ?? null,
    }
  }
}
