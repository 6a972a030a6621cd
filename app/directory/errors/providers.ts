import { Refusal } from '#core/errors'
import type User from '#directory/models/user'

/** The text is no address of a provider that may be asked: https, or http on this very machine. */
export class WrongIssuer extends Refusal {
  constructor() {
    super('sign_in_providers.refusals.wrong_issuer', {}, 'issuer')
  }
}

export class ProviderNameTaken extends Refusal {
  constructor() {
    super('sign_in_providers.refusals.name_taken', {}, 'name')
  }
}

/** Who admits unknown people must say where they belong. */
export class NoOrganisationForNew extends Refusal {
  constructor() {
    super('sign_in_providers.refusals.no_organisation', {}, 'organisationId')
  }
}

/** Mapping groups to roles is giving roles. */
export class GroupsNeedRoles extends Refusal {
  constructor() {
    super('sign_in_providers.refusals.groups_need_roles', {}, 'groups')
  }
}

/** The provider does not answer, or not as one. */
export class ProviderUnreachable extends Refusal {
  constructor(field?: string) {
    super('sign_in_providers.refusals.unreachable', {}, field)
  }
}

/** Why a provider's answer lets nobody in; `reason` goes to the audit, the visitor reads less. */
export class ProviderRefused extends Refusal {
  constructor(
    readonly reason: ProviderRefusal,
    /** Whose account it would have been. */
    readonly user: User | null = null
  ) {
    super(`sign_in_providers.refused.${MESSAGES[reason] ?? 'failed'}`)
  }
}

export type ProviderRefusal =
  | 'no_attempt'
  | 'too_late'
  | 'replayed'
  | 'cancelled'
  | 'provider_error'
  | 'unreachable'
  | 'invalid_answer'
  | 'no_email'
  | 'email_not_verified'
  | 'look_alike_email'
  | 'unknown_person'
  | 'several_people'
  | 'account_closed_to_providers'
  | 'inactive'

/** What the visitor is told; the others read that it failed. */
const MESSAGES: Partial<Record<ProviderRefusal, string>> = {
  no_attempt: 'begin_again',
  too_late: 'begin_again',
  replayed: 'begin_again',
  cancelled: 'cancelled',
  unreachable: 'unreachable',
  no_email: 'no_verified_email',
  email_not_verified: 'no_verified_email',
  look_alike_email: 'no_verified_email',
  unknown_person: 'no_account',
  several_people: 'no_account',
  account_closed_to_providers: 'no_account',
  inactive: 'no_account',
}
