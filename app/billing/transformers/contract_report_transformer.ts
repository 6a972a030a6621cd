import type { ContractReport } from '#billing/queries/report_types'
import { sumMinutes } from '#core/duration'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A report as its page shows it; the single tickets and entries are the documents' business. */
export default class ContractReportTransformer extends BaseTransformer<ContractReport> {
  toObject() {
    const {
      contract,
      period,
      charges,
      totals,
      amountInWords,
      equivalent,
      consumption,
      sla,
      tickets,
      entries,
    } = this.resource
    return {
      currency: contract.currency,
      vatMode: contract.vatMode,
      timeZone: period.timeZone,
      isOver: period.isOver,
      isEmpty: charges.length === 0 && tickets.length === 0 && entries.length === 0,
      charges,
      totals,
      amountInWords,
      equivalent,
      consumption,
      sla,
      ticketCount: tickets.length,
      entryCount: entries.length,
      workedMinutes: sumMinutes(entries.map((entry) => entry.rawMinutes)),
    }
  }
}
