import { Refusal } from '#core/errors'

/** One run of a directory at a time. */
export class LdapRunUnderWay extends Refusal {
  constructor() {
    super('ldap.refusals.run_under_way')
  }
}

export class LdapSourceOff extends Refusal {
  constructor() {
    super('ldap.refusals.source_off')
  }
}

export class LdapNameTaken extends Refusal {
  constructor() {
    super('ldap.refusals.name_taken', {}, 'name')
  }
}

/** A password that was given for one server is not sent to another. */
export class LdapPasswordAgain extends Refusal {
  constructor() {
    super('ldap.refusals.password_again', {}, 'bindPassword')
  }
}

export class LdapWrongFilter extends Refusal {
  constructor(field: 'userFilter' | 'groupFilter') {
    super('ldap.refusals.wrong_filter', {}, field)
  }
}

export class LdapWrongCertificate extends Refusal {
  constructor() {
    super('ldap.refusals.wrong_certificate', {}, 'caCertificate')
  }
}

/** Who maps groups to roles gives roles. */
export class LdapMappingsNeedRoles extends Refusal {
  constructor() {
    super('ldap.refusals.mappings_need_roles', {}, 'mappings')
  }
}

/** People came from it: it can be switched off, not removed. */
export class LdapSourceInUse extends Refusal {
  constructor(count: number) {
    super('ldap.refusals.source_in_use', { n: count })
  }
}
