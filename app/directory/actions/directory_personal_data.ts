import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { DataSubject, PersonalDataSource, Replacement } from '#directory/queries/personal_data'
import { byPerson, byUser, personalRows } from '#directory/queries/personal_rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PROFILE = [
  ...['id', 'display_name', 'email', 'job_title', 'room', 'external_key', 'organisation_id'],
  ...['site_id', 'department_id', 'manager_id', 'is_vip', 'is_active', 'time_zone', 'locale'],
  ...['created_at', 'updated_at', 'anonymised_at'],
]
const SESSION = [
  ...['id', 'ip', 'user_agent', 'is_second_factor_passed', 'started_at', 'last_seen_at'],
  ...['ended_at', 'end_reason'],
]
const TOKEN = [
  ...['id', 'name', 'hint', 'created_at', 'expires_at', 'last_used_at', 'last_used_ip'],
  ...['revoked_at', 'revoke_reason'],
]

/** What the directory keeps about a person, and how it forgets it. */
export const DIRECTORY_PERSONAL_DATA: PersonalDataSource[] = [
  {
    key: 'profile',
    columns: [],
    read: personalRows({ table: 'people', columns: PROFILE, of: byPerson('id') }),
    erase: eraseProfile,
  },
  {
    key: 'phones',
    columns: ['person_phones.person_id'],
    read: personalRows({
      table: 'person_phones',
      columns: ['id', 'number', 'label'],
      of: byPerson('person_id'),
    }),
    erase: remove('person_phones', byPerson('person_id')),
  },
  {
    key: 'account',
    columns: ['users.person_id'],
    read: personalRows({
      table: 'users',
      columns: ['id', 'email', 'locale', 'is_active', 'last_sign_in_at', 'created_at'],
      of: byPerson('person_id'),
    }),
    erase: eraseAccount,
  },
  {
    key: 'roles',
    columns: ['role_assignments.user_id'],
    read: personalRows({
      table: 'role_assignments',
      columns: ['id', 'role_id', 'organisation_id'],
      of: byUser('user_id'),
    }),
    erase: remove('role_assignments', byUser('user_id')),
  },
  {
    key: 'sessions',
    columns: ['user_sessions.user_id'],
    read: personalRows({ table: 'user_sessions', columns: SESSION, of: byUser('user_id') }),
    erase: remove('user_sessions', byUser('user_id')),
  },
  {
    key: 'second_factors',
    columns: ['user_second_factors.user_id'],
    read: personalRows({
      table: 'user_second_factors',
      columns: ['id', 'confirmed_at'],
      of: byUser('user_id'),
    }),
    erase: remove('user_second_factors', byUser('user_id')),
  },
  {
    key: 'recovery_codes',
    columns: ['user_recovery_codes.user_id'],
    read: personalRows({
      table: 'user_recovery_codes',
      columns: ['id', 'used_at'],
      of: byUser('user_id'),
    }),
    erase: remove('user_recovery_codes', byUser('user_id')),
  },
  {
    key: 'password_links',
    columns: ['password_links.user_id'],
    read: personalRows({
      table: 'password_links',
      columns: ['id', 'purpose', 'created_at', 'expires_at', 'used_at'],
      of: byUser('user_id'),
    }),
    erase: remove('password_links', byUser('user_id')),
  },
  {
    key: 'api_tokens',
    columns: ['api_tokens.user_id'],
    read: personalRows({ table: 'api_tokens', columns: TOKEN, of: byUser('user_id') }),
    erase: revokeTokens,
  },
  {
    key: 'api_requests',
    columns: ['api_requests.user_id'],
    read: personalRows({
      table: 'api_requests',
      columns: ['id', 'created_at'],
      of: byUser('user_id'),
    }),
    erase: remove('api_requests', byUser('user_id')),
  },
  {
    key: 'teams',
    columns: ['team_members.person_id'],
    read: personalRows({
      table: 'team_members',
      columns: ['id', 'team_id', 'is_lead'],
      of: byPerson('person_id'),
    }),
    erase: remove('team_members', byPerson('person_id')),
  },
  {
    key: 'skills',
    columns: ['person_skills.person_id'],
    read: personalRows({
      table: 'person_skills',
      columns: ['id', 'skill_id', 'level'],
      of: byPerson('person_id'),
    }),
    erase: remove('person_skills', byPerson('person_id')),
  },
  {
    key: 'absences',
    columns: ['person_absences.person_id'],
    read: personalRows({
      table: 'person_absences',
      columns: ['id', 'starts_on', 'ends_on', 'reason_kind', 'substitute_id'],
      of: byPerson('person_id'),
    }),
    erase: remove('person_absences', byPerson('person_id')),
  },
  {
    key: 'directory_service',
    columns: ['ldap_people.person_id'],
    read: personalRows({
      table: 'ldap_people',
      columns: ['id', 'entry_key', 'dn', 'is_present', 'created_at'],
      of: byPerson('person_id'),
    }),
    erase: remove('ldap_people', byPerson('person_id')),
  },
]

async function eraseProfile(
  trx: TransactionClientContract,
  { personId }: DataSubject,
  { name }: Replacement
) {
  const now = toSqlUtc(clock.now())
  const nothing = { email: null, job_title: null, room: null, external_key: null, locale: null }
  await trx
    .from('people')
    .where('id', personId)
    .update({ ...nothing, display_name: name, is_vip: false, is_active: false, updated_at: now })
  await trx.from('people').where('id', personId).update({ anonymised_at: now })
  await trx.from('people').where('id', personId).increment('version', 1)
}

/** The account stays, so that history knows who acted; nobody signs in with it again. */
async function eraseAccount(
  trx: TransactionClientContract,
  { userId }: DataSubject,
  { email }: Replacement
) {
  if (userId === null) return
  const nothing = { password: '', external_key: null, last_sign_in_at: null, is_active: false }
  await trx
    .from('users')
    .where('id', userId)
    .update({ ...nothing, email, updated_at: toSqlUtc(clock.now()) })
}

async function revokeTokens(
  trx: TransactionClientContract,
  { userId }: DataSubject,
  { name }: Replacement
) {
  if (userId === null) return
  await trx
    .from('api_tokens')
    .where('user_id', userId)
    .update({ name: name.slice(0, 120), last_used_ip: null })
  await trx
    .from('api_tokens')
    .where('user_id', userId)
    .whereNull('revoked_at')
    .update({ revoked_at: toSqlUtc(clock.now()), revoke_reason: 'anonymised' })
}

function remove(table: string, of: (subject: DataSubject) => Record<string, number> | null) {
  return async (trx: TransactionClientContract, subject: DataSubject) => {
    const owner = of(subject)
    if (owner !== null) await trx.from(table).where(owner).delete()
  }
}
