import type { TicketPage } from '#tickets/queries/find_ticket_page'
import { AUTO_CLOSE_WORKING_DAYS, REOPEN_WINDOW_DAYS } from '#tickets/workflow/incident_workflow'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** Everything the ticket page shows of the record itself. */
export default class TicketTransformer extends BaseTransformer<TicketPage> {
  toObject() {
    const { ticket, names, items, links } = this.resource
    return {
      id: ticket.id,
      kind: ticket.kind,
      number: ticket.number,
      version: ticket.version,
      title: ticket.title,
      description: ticket.description,
      state: ticket.state,
      isOpen: ticket.isOpen,
      impact: ticket.impact,
      urgency: ticket.urgency,
      priority: ticket.priority,
      isPriorityOverridden: ticket.isPriorityOverridden,
      channel: ticket.channel,
      organisation: { code: names.organisation_code, name: names.organisation_name },
      site: ticket.siteId ? { name: names.site_name!, timeZone: names.site_time_zone! } : null,
      requester: this.#requester(),
      team: ticket.teamId ? { id: ticket.teamId, name: names.team_name! } : null,
      assignee: ticket.assigneeId ? { id: ticket.assigneeId, name: names.assignee_name! } : null,
      service: this.#service(),
      contract: ticket.contractId
        ? { number: names.contract_number!, name: names.contract_name! }
        : null,
      category: this.#category(),
      openedAt: ticket.openedAt.toISO()!,
      updatedAt: ticket.updatedAt.toISO()!,
      firstResponseAt: ticket.firstResponseAt?.toISO() ?? null,
      resolvedAt: ticket.resolvedAt?.toISO() ?? null,
      closedAt: ticket.closedAt?.toISO() ?? null,
      reassignmentCount: ticket.reassignmentCount,
      reopenCount: ticket.reopenCount,
      primaryCiId: ticket.primaryCiId,
      configurationItems: items.map((item) => ({
        ...item,
        isPrimary: item.id === ticket.primaryCiId,
      })),
      resolution: this.#resolution(),
      vendor: this.#vendor(),
      cancellationReason: names.cancellation_reason,
      mergedInto: links.mergedInto,
      duplicates: links.duplicates,
    }
  }

  #requester() {
    const { ticket, names } = this.resource
    return {
      id: ticket.requesterId,
      name: names.requester_name,
      email: names.requester_email,
      phone: names.requester_phone,
      jobTitle: names.requester_job_title,
      isVip: Boolean(names.requester_is_vip),
      timeZone: names.requester_time_zone,
    }
  }

  #service() {
    const { ticket, names } = this.resource
    if (!ticket.serviceId) return null
    return {
      id: ticket.serviceId,
      code: names.service_code!,
      nameRu: names.service_ru!,
      nameEn: names.service_en!,
    }
  }

  #category() {
    const { ticket, names } = this.resource
    return ticket.categoryId
      ? { id: ticket.categoryId, labelRu: names.category_ru!, labelEn: names.category_en! }
      : null
  }

  #resolution() {
    const { ticket, names } = this.resource
    if (!names.resolution_code) return null
    return {
      code: names.resolution_code,
      text: names.resolution_text,
      category: names.closure_ru ? { labelRu: names.closure_ru, labelEn: names.closure_en! } : null,
      // What the requester may still do, and until when (INC-16, INC-17).
      reopenUntil: ticket.resolvedAt?.plus({ days: REOPEN_WINDOW_DAYS }).toISO() ?? null,
      closesAfterWorkingDays: AUTO_CLOSE_WORKING_DAYS,
    }
  }

  #vendor() {
    const { ticket, names } = this.resource
    if (ticket.state !== 'pending_vendor' || !names.vendor_reference) return null
    return { reference: names.vendor_reference, expectedOn: names.vendor_expected_on }
  }
}
