import type { MessageParams } from '#core/say'
import { Exception } from '@adonisjs/core/exceptions'

/**
 * An expected refusal: the request was understood and a rule forbids it. `messageKey` is looked up
 * in the language catalogue, `field` names the input it belongs to.
 */
export class Refusal extends Exception {
  static override status = 422
  static override code = 'E_REFUSED'

  constructor(
    readonly messageKey: string,
    readonly params: MessageParams = {},
    readonly field?: string
  ) {
    super(messageKey)
  }
}

/** A record named in the request does not exist for this person (T3). */
export class ReferenceNotFound extends Refusal {
  constructor(field: string) {
    super('errors.reference_not_found', {}, field)
  }
}

/** A value as history keeps it. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain }

export type FieldChange = { field: string; before: Plain; after: Plain }

/** The record changed since the caller read it (G-15); `changes` tells what, by whom and when. */
export class StaleRecord extends Exception {
  static override status = 409
  static override code = 'E_STALE_RECORD'

  constructor(
    readonly currentVersion: number,
    readonly changes: { at: string; actor: string; action: string; fields: FieldChange[] }[]
  ) {
    super('stale_record')
  }
}
