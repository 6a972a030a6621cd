import { Refusal } from '#core/errors'

/** Without an address nobody could answer the caller. */
export class NoAddress extends Refusal {
  constructor() {
    super('directory.refusals.no_address', {}, 'email')
  }
}

/** The text holds no number that could be dialled. */
export class UnknownPhone extends Refusal {
  constructor(field: string) {
    super('directory.refusals.unknown_phone', {}, field)
  }
}

/** The same number in two forms. */
export class PhoneTwice extends Refusal {
  constructor(field: string) {
    super('directory.refusals.phone_twice', {}, field)
  }
}

/** A manager stands in the same tree of organisations. */
export class ManagerElsewhere extends Refusal {
  constructor() {
    super('directory.refusals.manager_elsewhere', {}, 'managerId')
  }
}

/** Nobody stands above themselves, through others either. */
export class ManagerCircle extends Refusal {
  constructor() {
    super('directory.refusals.manager_circle', {}, 'managerId')
  }
}

/** The person still manages people or heads a department where they would leave. */
export class StillLeads extends Refusal {
  constructor() {
    super('directory.refusals.still_leads', {}, 'organisationId')
  }
}

export class SkillNameTaken extends Refusal {
  constructor() {
    super('directory.refusals.skill_name_taken', {}, 'name')
  }
}

/** A skill that people have is not removed from under them. */
export class SkillInUse extends Refusal {
  constructor(count: number) {
    super('directory.refusals.skill_in_use', { n: count })
  }
}
