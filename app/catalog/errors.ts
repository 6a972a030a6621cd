import { Refusal } from '#core/errors'

/** Another service or family has this code already. */
export class CatalogueCodeTaken extends Refusal {
  constructor() {
    super('catalog.refusals.code_taken', {}, 'code')
  }
}

/** A service would need itself in the end (CAT-04); `ring` names the way by codes. */
export class DependencyRing extends Refusal {
  constructor(ring: string) {
    super('catalog.refusals.dependency_ring', { ring }, 'needsIds')
  }
}

/** A retired service is not taken into anything new. */
export class ServiceRetired extends Refusal {
  constructor(field: string) {
    super('catalog.refusals.retired', {}, field)
  }
}

/** Only a live service is offered. */
export class ServiceNotOffered extends Refusal {
  constructor(field: string) {
    super('catalog.refusals.not_offered', {}, field)
  }
}

/** The service is not in a state that the step starts from. */
export class StepNotAllowed extends Refusal {
  constructor() {
    super('catalog.refusals.step_not_allowed')
  }
}

/** Records still stand on the service and nobody said that they may. */
export class ServiceInUse extends Refusal {
  constructor(count: number) {
    super('catalog.refusals.in_use', { n: count })
  }
}

/** A family would stand below itself. */
export class FamilyBelowItself extends Refusal {
  constructor(ring: string) {
    super('catalog.refusals.family_ring', { ring }, 'parentId')
  }
}

/** Services or families are still in the family. */
export class FamilyInUse extends Refusal {
  constructor(services: number, families: number) {
    super('catalog.refusals.family_in_use', { services, families })
  }
}

/** An outage would end before it begins, or at that very minute. */
export class OutageEndsTooEarly extends Refusal {
  constructor() {
    super('outages.refusals.ends_too_early', {}, 'endsAt')
  }
}

/** Nobody knows of a failure to come: what is planned is maintenance. */
export class OutageInFuture extends Refusal {
  constructor(field: 'startsAt' | 'endsAt') {
    super('outages.refusals.in_future', {}, field)
  }
}

/** Maintenance is announced with its end. */
export class MaintenanceWithoutEnd extends Refusal {
  constructor() {
    super('outages.refusals.no_end', {}, 'endsAt')
  }
}

/** An outage concerns somebody. */
export class OutageForNobody extends Refusal {
  constructor() {
    super('outages.refusals.for_nobody', {}, 'organisationIds')
  }
}

/** It has ended already, or has not begun. */
export class OutageNotOngoing extends Refusal {
  constructor() {
    super('outages.refusals.not_ongoing')
  }
}
