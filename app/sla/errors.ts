import { Refusal } from '#core/errors'

/** Another agreement has this code already. */
export class AgreementCodeTaken extends Refusal {
  constructor() {
    super('sla.refusals.code_taken', {}, 'code')
  }
}

/** Contracts, teams and clocks count on an agreement being of its kind. */
export class AgreementKindFixed extends Refusal {
  constructor() {
    super('sla.refusals.kind_fixed', {}, 'kind')
  }
}

/** Two targets of one metric have the same conditions, so no ticket could choose (SLM-02). */
export class TiedTargets extends Refusal {
  constructor() {
    super('sla.refusals.tied_targets', {}, 'rows')
  }
}

/** Escalation rules of its own would go with a target that is taken out. */
export class TargetEscalates extends Refusal {
  constructor(n: number) {
    super('sla.refusals.target_escalates', { n }, 'rows')
  }
}

/** It has ended before it began. */
export class EndsBeforeBeginning extends Refusal {
  constructor() {
    super('sla.refusals.ends_before_beginning', {}, 'validTo')
  }
}

/** Another recalculation of the same clocks has not ended yet. */
export class RecalculationUnderWay extends Refusal {
  constructor() {
    super('sla.refusals.recalculation_under_way')
  }
}

/** As many recalculations as the installation takes at once are waiting or at work. */
export class TooManyRecalculations extends Refusal {
  constructor(n: number) {
    super('sla.refusals.too_many_recalculations', { n })
  }
}

/** A service has one share of time in an agreement. */
export class AvailabilityPromisedTwice extends Refusal {
  constructor() {
    super('sla.availability.twice', {}, 'serviceId')
  }
}
