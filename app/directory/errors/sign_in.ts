import { Refusal } from '#core/errors'
import { Exception } from '@adonisjs/core/exceptions'

/** The same for an unknown address, a wrong password and an account that is switched off. */
export class WrongCredentials extends Refusal {
  constructor() {
    super('errors.wrong_credentials', {}, 'email')
  }
}

/** After too many wrong tries; whole minutes, rounded up. */
export class TooManyTries extends Refusal {
  constructor(seconds: number, field: string) {
    super('errors.too_many_sign_ins', { minutes: Math.max(1, Math.ceil(seconds / 60)) }, field)
  }
}

/** The account's password lies with a directory that does not answer; who has one here can go on. */
export class DirectoryUnavailable extends Refusal {
  constructor() {
    super('errors.directory_unavailable', {}, 'email')
  }
}

/** The wizard of the first run is gone with the first user, as if it had never been there. */
export class AlreadySetUp extends Exception {
  static override status = 404
  static override code = 'E_ALREADY_SET_UP'
}
