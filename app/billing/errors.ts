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
