import { Refusal } from '#core/errors'

/** A closed or cancelled ticket takes no more time. */
export class TicketTakesNoTime extends Refusal {
  static override code = 'E_TICKET_TAKES_NO_TIME'

  constructor() {
    super('billing.refused.ticket_closed')
  }
}

/** Work is logged after it is done, by the calendar of the person who did it. */
export class WorkInFuture extends Refusal {
  constructor() {
    super('billing.refused.work_in_future', {}, 'workDate')
  }
}

/** An entry is between a minute and a day long. */
export class WorkTooLong extends Refusal {
  constructor() {
    super('billing.refused.minutes', {}, 'minutes')
  }
}

/** Work that is not billed says why (§7.5). */
export class NonBillableReasonMissing extends Refusal {
  constructor() {
    super('billing.refused.reason_missing', {}, 'nonBillableReason')
  }
}

export class UnknownWorkType extends Refusal {
  constructor() {
    super('billing.refused.unknown_work_type', {}, 'workTypeId')
  }
}

/** What is submitted is not the author's to change any more; it can be taken back first. */
export class TimeEntryNotDraft extends Refusal {
  static override code = 'E_TIME_ENTRY_NOT_DRAFT'

  constructor() {
    super('billing.refused.not_draft')
  }
}

/** What is not submitted yet is nobody's to judge but its author's. */
export class TimeEntryDraft extends Refusal {
  constructor() {
    super('billing.refused.draft')
  }
}

/** A report tells what was, not what will be. */
export class MonthInFuture extends Refusal {
  constructor() {
    super('billing.refused.month_in_future', {}, 'month')
  }
}

/** What an approved period has charged is not touched; a correction in an open one is (§7.6). */
export class PeriodIsFrozen extends Refusal {
  static override code = 'E_PERIOD_FROZEN'

  constructor() {
    super('billing.refused.period_frozen')
  }
}

/** The period is not in a state for that step, or somebody else has to take it. */
export class PeriodStepNotAllowed extends Refusal {
  static override code = 'E_PERIOD_STEP'

  constructor() {
    super('billing.refused.period_step')
  }
}

/** Work is not approved, has no price, or an earlier period is open (§7.6); `params` count it. */
export class PeriodHindered extends Refusal {
  static override code = 'E_PERIOD_HINDERED'
}

/** A second person confirms what the first has asked for (§7.6). */
export class UnlockNeedsAnother extends Refusal {
  constructor() {
    super('billing.refused.unlock_needs_another')
  }
}

/** Later periods go on from the balances of this one. */
export class LaterPeriodFrozen extends Refusal {
  constructor() {
    super('billing.refused.later_period_frozen')
  }
}

/** Numbers of acts and invoices are the provider's and stand once. */
export class NumberTaken extends Refusal {
  constructor(field: 'actNumber' | 'invoiceNumber') {
    super('billing.refused.number_taken', {}, field)
  }
}

/** There is nothing in it to take back. */
export class CorrectionTooLarge extends Refusal {
  constructor(field: 'deltaMinutes' | 'amountMinor') {
    super('billing.refused.correction_too_large', {}, field)
  }
}

/** A correction changes something. */
export class CorrectionEmpty extends Refusal {
  constructor(field: 'deltaMinutes' | 'amountMinor') {
    super('billing.refused.correction_empty', {}, field)
  }
}

/** Minutes are of lines of time. */
export class CorrectionOfTime extends Refusal {
  constructor() {
    super('billing.refused.correction_of_time', {}, 'deltaMinutes')
  }
}

/** An equivalent is in another currency than the contract's. */
export class ExchangeCurrency extends Refusal {
  constructor() {
    super('billing.refused.exchange_currency', {}, 'exchange.currency')
  }
}

/** The equivalent is no amount that can be counted to the last unit. */
export class ExchangeTooLarge extends Refusal {
  constructor() {
    super('billing.refused.exchange_too_large', {}, 'exchange.rate')
  }
}

/** No contract of one's own ran in that month. */
export class NothingToClose extends Refusal {
  constructor() {
    super('billing.refused.nothing_to_close', {}, 'month')
  }
}

/** Only what cannot change any more is handed out by a link (§7.6). */
export class PeriodNotLocked extends Refusal {
  constructor() {
    super('billing.refused.period_not_locked', {}, 'month')
  }
}

/** A closed or cancelled ticket takes no more expenses. */
export class TicketTakesNoExpenses extends Refusal {
  constructor() {
    super('billing.refused.ticket_closed_expenses')
  }
}

/** What belongs to an approved period is corrected in an open one, not changed (§7.6). */
export class ExpenseIsCharged extends Refusal {
  static override code = 'E_EXPENSE_CHARGED'

  constructor() {
    super('billing.refused.expense_charged')
  }
}

export class ExpenseQuantity extends Refusal {
  constructor() {
    super('billing.refused.expense_quantity', {}, 'quantity')
  }
}

/** No sum of lines is exact beyond what one of them may be. */
export class ExpenseTooLarge extends Refusal {
  constructor() {
    super('billing.refused.expense_too_large', {}, 'quantity')
  }
}

/** By the calendar of the person who spent it. */
export class ExpenseInFuture extends Refusal {
  constructor() {
    super('billing.refused.expense_in_future', {}, 'spentOn')
  }
}

/** Only what the contract's travel policy has a price for may come without a cost. */
export class CostMissing extends Refusal {
  constructor() {
    super('billing.refused.cost_missing', {}, 'costMinor')
  }
}

/** Somebody else has answered it meanwhile. */
export class QuestionAnswered extends Refusal {
  static override code = 'E_QUESTION_ANSWERED'

  constructor() {
    super('billing.refused.question_answered')
  }
}

/** A kept document is not as it was made, or is gone; what the period charges stands all the same. */
export class DocumentBroken extends Refusal {
  static override code = 'E_DOCUMENT_BROKEN'

  constructor() {
    super('billing.refused.document_broken')
  }
}

/** The documents of a revision are kept, so that it is opened again only once they are made (§7.6). */
export class DocumentsAreMade extends Refusal {
  constructor() {
    super('billing.refused.documents_are_made')
  }
}

export class TemplateNameTaken extends Refusal {
  constructor() {
    super('report_templates.refused.name_taken', {}, 'name')
  }
}

/** Contracts have chosen it. */
export class TemplateInUse extends Refusal {
  constructor(n: number) {
    super('report_templates.refused.in_use', { n })
  }
}

/** Another is made the usual one first. */
export class DefaultTemplate extends Refusal {
  constructor() {
    super('report_templates.refused.is_default')
  }
}

/** There is no contract of one's own to show a sample with. */
export class NothingToSample extends Refusal {
  constructor() {
    super('report_templates.refused.no_contract')
  }
}

/** A picture that documents could not show. */
export class UnsoundLogo extends Refusal {
  constructor() {
    super('report_templates.refused.unsound_logo', {}, 'file')
  }
}
