import { Refusal } from '#core/errors'
import type { PasswordFlaw } from '#directory/workflow/password_rules'

/** A directory or a sign-in provider vouches for the account: no password of it is kept here. */
export class PasswordElsewhere extends Refusal {
  constructor() {
    super('ldap.refusals.password_elsewhere', {}, 'password')
  }
}

export class WrongPassword extends Refusal {
  constructor() {
    super('account.refusals.wrong_password', {}, 'currentPassword')
  }
}

export class WeakPassword extends Refusal {
  constructor(flaw: PasswordFlaw, limits: { min: number; max: number }) {
    super(`account.flaws.${flaw}`, limits, 'password')
  }
}

export class SamePassword extends Refusal {
  constructor() {
    super('account.refusals.same_password', {}, 'password')
  }
}

/** The link was used, replaced by a newer one, or is too old. */
export class DeadPasswordLink extends Refusal {
  constructor() {
    super('account.refusals.dead_link', {}, 'password')
  }
}

export class NoMailServer extends Refusal {
  constructor() {
    super('account.refusals.no_mail_server', {}, 'email')
  }
}
