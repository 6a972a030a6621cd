import { Refusal } from '#core/errors'

/** The state does not allow the step. */
export class StepNotAllowed extends Refusal {
  constructor() {
    super('quality.errors.step_not_allowed')
  }
}

export class NobodySaid extends Refusal {
  constructor() {
    super('quality.errors.nobody_said', {}, 'personId')
  }
}

export class ReceivedInFuture extends Refusal {
  constructor() {
    super('quality.errors.received_in_future', {}, 'receivedOn')
  }
}

/** A complaint is weighed, a compliment is not. */
export class SeverityMissing extends Refusal {
  constructor() {
    super('quality.errors.severity_missing', {}, 'severity')
  }
}

/** An improvement is approved when it is known who does it, by when and whether it is worth it. */
export class NotEvaluated extends Refusal {
  constructor(field: string) {
    super('quality.errors.not_evaluated', {}, field)
  }
}

export class ImprovementEnded extends Refusal {
  constructor() {
    super('quality.errors.improvement_ended')
  }
}
