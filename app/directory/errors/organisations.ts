import { Refusal } from '#core/errors'

/** Another record has this code already. */
export class CodeTaken extends Refusal {
  constructor() {
    super('directory.refusals.code_taken', {}, 'code')
  }
}

/** An organisation cannot stand below itself or its own part. */
export class BelowItself extends Refusal {
  constructor() {
    super('directory.refusals.below_itself', {}, 'parentId')
  }
}

export class SiteNameTaken extends Refusal {
  constructor() {
    super('directory.refusals.site_name_taken', {}, 'name')
  }
}

/** A point on the map needs both coordinates. */
export class HalfPoint extends Refusal {
  constructor(field: 'latitude' | 'longitude') {
    super('directory.refusals.half_point', {}, field)
  }
}

/** Something active hangs on what is to be switched off; the registry names the words. */
export class StillInUse extends Refusal {
  constructor(messageKey: string, count: number) {
    super(messageKey, { n: count }, 'isActive')
  }
}

export class DepartmentNameTaken extends Refusal {
  constructor() {
    super('directory.refusals.department_name_taken', {}, 'name')
  }
}

/** A department cannot stand below itself or its own part. */
export class DepartmentBelowItself extends Refusal {
  constructor() {
    super('directory.refusals.department_below_itself', {}, 'parentId')
  }
}
