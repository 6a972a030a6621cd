import { Exception } from '@adonisjs/core/exceptions'

/** What only programs are told; `key` names title and detail in the language catalogue. */
export class ApiProblem extends Exception {
  constructor(
    status: number,
    readonly key: string,
    readonly field?: string,
    readonly headers: Record<string, string> = {}
  ) {
    super(key, { status, code: 'E_API_PROBLEM' })
  }
}

/** No token, or one that opens nothing any more; which of both is nobody's business. */
export class NoToken extends ApiProblem {
  constructor() {
    super(401, 'no_token', undefined, { 'WWW-Authenticate': 'Bearer realm="Opora"' })
  }
}

export class TooManyRequests extends ApiProblem {
  constructor(seconds: number) {
    super(429, 'too_many_requests', undefined, { 'Retry-After': String(Math.max(1, seconds)) })
  }
}

export class NoJson extends ApiProblem {
  constructor() {
    super(415, 'no_json')
  }
}

/** The key was used for another request. */
export class KeyUsedOtherwise extends ApiProblem {
  constructor() {
    super(422, 'key_used_otherwise', 'Idempotency-Key')
  }
}

export class WrongKey extends ApiProblem {
  constructor() {
    super(422, 'wrong_key', 'Idempotency-Key')
  }
}
