import { Refusal } from '#core/errors'

/** Nobody would be left who may manage accounts, or roles. */
export class LastAdministrator extends Refusal {
  constructor() {
    super('roles.refusals.last_administrator')
  }
}

/** Somebody holds the role, or a directory or a sign-in provider gives it. */
export class RoleInUse extends Refusal {
  constructor(count: number) {
    super('roles.refusals.in_use', { n: count })
  }
}

export class BuiltinRole extends Refusal {
  constructor() {
    super('roles.refusals.builtin')
  }
}

/** Only a built-in role has a state it was shipped in. */
export class NothingShipped extends Refusal {
  constructor() {
    super('roles.refusals.nothing_shipped')
  }
}

/** Nobody gives or takes a role that reaches further than they do themselves. */
export class RoleTooWide extends Refusal {
  constructor() {
    super('roles.refusals.too_wide', {}, 'roleId')
  }
}

/** The account holds this role for this organisation already. */
export class RoleHeld extends Refusal {
  constructor() {
    super('roles.refusals.held', {}, 'roleId')
  }
}
