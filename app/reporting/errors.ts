import { Refusal } from '#core/errors'

/** A replay needs another agreement or another calendar. */
export class NothingInstead extends Refusal {
  constructor() {
    super('service_level_replay.refusals.nothing_instead', {}, 'agreement')
  }
}

/** As many replays as one person, or the installation, may have at once wait or are under way. */
export class TooManyReplays extends Refusal {
  constructor(n: number, whose: 'own' | 'all') {
    const key = whose === 'own' ? 'too_many_of_one' : 'too_many'
    super(`service_level_replay.refusals.${key}`, { n })
  }
}

export class ReviewStepNotAllowed extends Refusal {
  constructor() {
    super('service_reviews.errors.step_not_allowed')
  }
}

export class ReviewClosed extends Refusal {
  constructor() {
    super('service_reviews.errors.closed')
  }
}

export class PeriodReversed extends Refusal {
  constructor() {
    super('service_reviews.errors.period_reversed', {}, 'periodTo')
  }
}

export class HeldInFuture extends Refusal {
  constructor() {
    super('service_reviews.errors.held_in_future', {}, 'heldOn')
  }
}

export class MinutesMissing extends Refusal {
  constructor() {
    super('service_reviews.errors.minutes_missing', {}, 'minutes')
  }
}
