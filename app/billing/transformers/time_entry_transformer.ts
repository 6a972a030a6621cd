import type TimeEntry from '#billing/models/time_entry'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class TimeEntryTransformer extends BaseTransformer<TimeEntry> {
  toObject() {
    const entry = this.resource
    const { ticket, workType, decider } = entry
    return {
      ...this.pick(entry, ['id', 'version', 'state', 'workDate', 'isBillable', 'publicNote']),
      ...this.pick(entry, ['internalNote', 'nonBillableReason', 'decisionNote']),
      minutes: entry.rawMinutes,
      startedAt: entry.startedAt?.toISO() ?? null,
      isCharged: entry.billingPeriodId !== null,
      workType: this.pick(workType, ['id', 'labelRu', 'labelEn']),
      ticket: this.pick(ticket, ['number', 'title']),
      client: ticket.organisation.name,
      decidedAt: entry.decidedAt?.toISO() ?? null,
      decidedBy: decider?.displayName ?? null,
    }
  }

  /** With who did the work and what it is billed under. */
  forApproval() {
    const { person, contract } = this.resource
    return {
      ...this.toObject(),
      person: this.pick(person, ['id', 'displayName']),
      contract: contract ? this.pick(contract, ['number']) : null,
    }
  }
}
