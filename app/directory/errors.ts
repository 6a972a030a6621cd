import { Refusal } from '#core/errors'
import { DutySeparated } from '#core/separation_of_duties'
import type User from '#directory/models/user'
import type { PasswordFlaw } from '#directory/workflow/password_rules'
import { Exception } from '@adonisjs/core/exceptions'

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

/** The record named in the input does not exist or is none of the caller's (T3). */
export class UnknownReference extends Refusal {
  constructor(field: string) {
    super('directory.refusals.unknown_reference', {}, field)
  }
}

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

/** The record was merged into another one and only leads there. */
export class PersonMerged extends Refusal {
  constructor() {
    super('directory.refusals.person_merged')
  }
}

/** Something active hangs on what is to be switched off; the registry names the words. */
export class StillInUse extends Refusal {
  constructor(messageKey: string, count: number) {
    super(messageKey, { n: count }, 'isActive')
  }
}

/** A point on the map needs both coordinates. */
export class HalfPoint extends Refusal {
  constructor(field: 'latitude' | 'longitude') {
    super('directory.refusals.half_point', {}, field)
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

/** Another absence of the same person covers a part of these days. */
export class AbsenceOverlaps extends Refusal {
  constructor() {
    super('absences.refusals.overlaps', {}, 'startsOn')
  }
}

export class SubstituteIsSelf extends Refusal {
  constructor() {
    super('absences.refusals.substitute_is_self', {}, 'substituteId')
  }
}

/** Who stands in must be there on all of these days. */
export class SubstituteAway extends Refusal {
  constructor() {
    super('absences.refusals.substitute_away', {}, 'substituteId')
  }
}

/** Only people of one organisation can be one person (T7). */
export class MergeAcross extends Refusal {
  constructor() {
    super('directory.refusals.merge_across', {}, 'otherPersonId')
  }
}

export class MergeWithSelf extends Refusal {
  constructor() {
    super('directory.refusals.merge_with_self', {}, 'otherPersonId')
  }
}

/** Somebody said that the two are not the same. */
export class ToldApart extends Refusal {
  constructor() {
    super('directory.refusals.told_apart', {}, 'otherPersonId')
  }
}

/** Two active accounts would become one person's. */
export class BothHaveAccounts extends Refusal {
  constructor() {
    super('directory.refusals.both_have_accounts', {}, 'otherPersonId')
  }
}

/** The account that is used belongs to the record that would go. */
export class AccountOnOtherSide extends Refusal {
  constructor() {
    super('directory.refusals.account_on_other_side', {}, 'otherPersonId')
  }
}

/** The same for an unknown address, a wrong password and an account that is switched off. */
export class WrongCredentials extends Refusal {
  constructor() {
    super('errors.wrong_credentials', {}, 'email')
  }
}

/** After too many wrong tries; whole minutes, rounded up. */
export class TooManyTries extends Refusal {
  constructor(seconds: number, field: string) {
    super('errors.too_many_sign_ins', { minutes: Math.max(1, Math.ceil(seconds / 60)) }, field)
  }
}

/** The account's password lies with a directory that does not answer; who has one here can go on. */
export class DirectoryUnavailable extends Refusal {
  constructor() {
    super('errors.directory_unavailable', {}, 'email')
  }
}

/** A directory or a sign-in provider vouches for the account: no password of it is kept here. */
export class PasswordElsewhere extends Refusal {
  constructor() {
    super('ldap.refusals.password_elsewhere', {}, 'password')
  }
}

export class WrongPassword extends Refusal {
  constructor() {
    super('account.refusals.wrong_password', {}, 'currentPassword')
  }
}

/** The code is wrong, was used before, or is no longer valid. */
export class WrongCode extends Refusal {
  constructor() {
    super('account.refusals.wrong_code', {}, 'code')
  }
}

export class WeakPassword extends Refusal {
  constructor(flaw: PasswordFlaw, limits: { min: number; max: number }) {
    super(`account.flaws.${flaw}`, limits, 'password')
  }
}

export class SamePassword extends Refusal {
  constructor() {
    super('account.refusals.same_password', {}, 'password')
  }
}

/** The link was used, replaced by a newer one, or is too old. */
export class DeadPasswordLink extends Refusal {
  constructor() {
    super('account.refusals.dead_link', {}, 'password')
  }
}

export class SecondFactorRequired extends Refusal {
  constructor() {
    super('account.refusals.second_factor_required')
  }
}

export class SecondFactorExists extends Refusal {
  constructor() {
    super('account.refusals.second_factor_exists')
  }
}

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

export class NoMailServer extends Refusal {
  constructor() {
    super('account.refusals.no_mail_server', {}, 'email')
  }
}

/** A token can be given no more than its owner has (G-18). */
export class ForeignScope extends Refusal {
  constructor() {
    super('api_tokens.refusals.foreign_scope', {}, 'scopes')
  }
}

export class WrongTokenTerm extends Refusal {
  constructor(days: number) {
    super('api_tokens.refusals.wrong_term', { days }, 'expiresOn')
  }
}

export class TooManyTokens extends Refusal {
  constructor(limit: number) {
    super('api_tokens.refusals.too_many', { limit }, 'name')
  }
}

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

/** The wizard of the first run is gone with the first user, as if it had never been there. */
export class AlreadySetUp extends Exception {
  static override status = 404
  static override code = 'E_ALREADY_SET_UP'
}

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
