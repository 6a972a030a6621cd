import { Refusal } from '#core/errors'

export class EffectiveInPast extends Refusal {
  constructor() {
    super('privacy.errors.effective_in_past', {}, 'effectiveOn')
  }
}

export class CodeTaken extends Refusal {
  constructor() {
    super('privacy.errors.code_taken', {}, 'code')
  }
}

/** Without a text nobody can agree. */
export class NoConsentText extends Refusal {
  constructor() {
    super('privacy.errors.no_text', {}, 'purposeId')
  }
}

/** Who signs in is asked for consents alone; other purposes rest on other grounds. */
export class MandatoryWithoutConsent extends Refusal {
  constructor() {
    super('privacy.errors.mandatory_without_consent', {}, 'isMandatory')
  }
}

export class AlreadyRevoked extends Refusal {
  constructor() {
    super('privacy.errors.already_revoked')
  }
}

export class RequestDone extends Refusal {
  constructor() {
    super('privacy.errors.request_done')
  }
}

export class AlreadyExtended extends Refusal {
  constructor() {
    super('privacy.errors.already_extended')
  }
}

/** A request is somebody's: of a person known here, or of one named in words. */
export class NobodyAsks extends Refusal {
  constructor() {
    super('privacy.errors.nobody_asks', {}, 'personId')
  }
}

export class ReceivedInFuture extends Refusal {
  constructor() {
    super('privacy.errors.received_in_future', {}, 'receivedOn')
  }
}

export class WrongConfirmation extends Refusal {
  constructor() {
    super('privacy.errors.wrong_confirmation', {}, 'confirmation')
  }
}

export class StillConcerned extends Refusal {
  constructor() {
    super('privacy.errors.still_concerned', {}, 'isForced')
  }
}

export class OwnPerson extends Refusal {
  constructor() {
    super('privacy.errors.own_person', {}, 'confirmation')
  }
}

export class AlreadyAnonymous extends Refusal {
  constructor() {
    super('privacy.errors.already_anonymous', {}, 'confirmation')
  }
}
