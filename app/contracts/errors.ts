import { Refusal } from '#core/errors'

/** Another contract has this number already. */
export class ContractNumberTaken extends Refusal {
  constructor() {
    super('contracts.refusals.number_taken', {}, 'number')
  }
}

/** It has ended before it began. */
export class ContractEndsBeforeStart extends Refusal {
  constructor(field = 'endsOn') {
    super('contracts.refusals.ends_before_start', {}, field)
  }
}

/** One organisation on both sides, or a provider that is none. */
export class NotAProvider extends Refusal {
  constructor() {
    super('contracts.refusals.not_a_provider', {}, 'providerOrganisationId')
  }
}

/** An item of somebody else cannot be covered by name. */
export class ItemOfOthers extends Refusal {
  constructor(number: string) {
    super('contracts.refusals.item_of_others', { number }, 'ciIds')
  }
}

/** Two contracts in force would take the same tickets, and nothing could choose (§7.1). */
export class ContractsOverlap extends Refusal {
  constructor(number: string, shared: string | null, field: string) {
    const key = shared === null ? 'overlap_default' : 'overlap_shared'
    super(`contracts.refusals.${key}`, { number, shared: shared ?? '' }, field)
  }
}

/** What was charged already goes by it (§7.6). */
export class SettledFact extends Refusal {
  constructor(field: string, until: string) {
    super('contracts.refusals.settled', { until }, field)
  }
}

/** The step does not lead on from the contract's state (§2.8). */
export class StepNotPossible extends Refusal {
  constructor() {
    super('contracts.refusals.step_not_possible', {}, 'step')
  }
}

/** Nothing is agreed on yet that could be charged. */
export class WithoutTerms extends Refusal {
  constructor() {
    super('contracts.refusals.without_terms', {}, 'step')
  }
}

/** A contract that ended stays as it was. */
export class ContractEnded extends Refusal {
  constructor() {
    super('contracts.refusals.ended')
  }
}

/** Terms change with a billing period, and never before the version they amend (§7.1). */
export class NoPeriodBegins extends Refusal {
  constructor() {
    super('contracts.refusals.no_period_begins', {}, 'validFrom')
  }
}

/** Rates in another currency than the contract's. */
export class CurrencyDiffers extends Refusal {
  constructor(currency: string) {
    super('contracts.refusals.currency_differs', { currency }, 'rateCardId')
  }
}

/** A rule of another kind had this key before, and its balance goes by it. */
export class RuleKeyTaken extends Refusal {
  constructor(field: string) {
    super('contracts.refusals.rule_key_taken', {}, field)
  }
}

/** Another rate card has this code already. */
export class CardCodeTaken extends Refusal {
  constructor() {
    super('rate_cards.refusals.code_taken', {}, 'code')
  }
}

/** Contracts of that currency draw on the card. */
export class CardCurrencyFixed extends Refusal {
  constructor() {
    super('rate_cards.refusals.currency_fixed', {}, 'currency')
  }
}

/** Work of an approved period was priced by it (§7.6). */
export class SettledRate extends Refusal {
  constructor(field: string, until: string) {
    super('rate_cards.refusals.settled', { until }, field)
  }
}

/** Another role of work has this code already. */
export class RoleCodeTaken extends Refusal {
  constructor() {
    super('rate_cards.refusals.role_code_taken', {}, 'code')
  }
}

/** A contract holds so many files and no more. */
export class TooManyFiles extends Refusal {
  constructor(max: number) {
    super('contracts.refusals.too_many_files', { max }, 'file')
  }
}

/** A contact of a contract is somebody of its client. */
export class ContactOfOthers extends Refusal {
  constructor() {
    super('contracts.refusals.contact_of_others', {}, 'personId')
  }
}
