import { Refusal } from '#core/errors'

/** The code is wrong, was used before, or is no longer valid. */
export class WrongCode extends Refusal {
  constructor() {
    super('account.refusals.wrong_code', {}, 'code')
  }
}

export class SecondFactorRequired extends Refusal {
  constructor() {
    super('account.refusals.second_factor_required')
  }
}

export class SecondFactorExists extends Refusal {
  constructor() {
    super('account.refusals.second_factor_exists')
  }
}
