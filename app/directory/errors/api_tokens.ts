import { Refusal } from '#core/errors'

/** A token can be given no more than its owner has (G-18). */
export class ForeignScope extends Refusal {
  constructor() {
    super('api_tokens.refusals.foreign_scope', {}, 'scopes')
  }
}

export class WrongTokenTerm extends Refusal {
  constructor(days: number) {
    super('api_tokens.refusals.wrong_term', { days }, 'expiresOn')
  }
}

export class TooManyTokens extends Refusal {
  constructor(limit: number) {
    super('api_tokens.refusals.too_many', { limit }, 'name')
  }
}
