import { Refusal } from '#core/errors'

/** A replay needs another agreement or another calendar. */
export class NothingInstead extends Refusal {
  constructor() {
    super('service_level_replay.refusals.nothing_instead', {}, 'agreement')
  }
}
