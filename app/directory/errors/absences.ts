import { Refusal } from '#core/errors'

/** Another absence of the same person covers a part of these days. */
export class AbsenceOverlaps extends Refusal {
  constructor() {
    super('absences.refusals.overlaps', {}, 'startsOn')
  }
}

export class SubstituteIsSelf extends Refusal {
  constructor() {
    super('absences.refusals.substitute_is_self', {}, 'substituteId')
  }
}

/** Who stands in must be there on all of these days. */
export class SubstituteAway extends Refusal {
  constructor() {
    super('absences.refusals.substitute_away', {}, 'substituteId')
  }
}
