import { Refusal } from '#core/errors'

/** The record named in the input does not exist or is none of the caller's (T3). */
export class UnknownReference extends Refusal {
  constructor(field: string) {
    super('directory.refusals.unknown_reference', {}, field)
  }
}
