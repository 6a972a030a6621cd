import { isoOfSqlUtc } from '#core/columns'
import type { ListedTicket } from '#tickets/queries/listed_ticket'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An incident in a list of the API. */
export default class IncidentRowTransformer extends BaseTransformer<ListedTicket> {
  toObject() {
    const row = this.resource
    return {
      number: row.number,
      title: row.title,
      state: row.state,
      isOpen: Boolean(row.is_open),
      priority: row.priority,
      slaState: row.sla_state,
      organisation: { code: row.organisation_code, name: row.organisation_name },
      requester: row.requester_name,
      team: row.team_name,
      assignee: row.assignee_name,
      openedAt: isoOfSqlUtc(row.opened_at)!,
      updatedAt: isoOfSqlUtc(row.updated_at)!,
      resolvedAt: isoOfSqlUtc(row.resolved_at),
      responseDueAt: isoOfSqlUtc(row.response_due_at),
      resolutionDueAt: isoOfSqlUtc(row.resolution_due_at),
    }
  }
}
