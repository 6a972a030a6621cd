import { Refusal } from '#core/errors'
import { DutySeparated } from '#core/separation_of_duties'

export class NoAccount extends Refusal {
  constructor() {
    super('account.refusals.no_account')
  }
}

/** Nobody switches the account off that they are signed in with. */
export class OwnAccount extends DutySeparated {
  constructor() {
    super('own_account')
  }
}

export class AccountExists extends Refusal {
  constructor() {
    super('roles.refusals.account_exists')
  }
}

/** Nothing but its own password vouches for the account. */
export class NotBound extends Refusal {
  constructor() {
    super('roles.refusals.not_bound')
  }
}

/** Another account signs in with this address. */
export class AddressTaken extends Refusal {
  constructor() {
    super('roles.refusals.address_taken', {}, 'email')
  }
}

/** A person who is switched off gets no account. */
export class PersonInactive extends Refusal {
  constructor() {
    super('roles.refusals.person_inactive')
  }
}
