import { LDAP_LIMITS } from '#config/ldap'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits } from '#core/actions/record_audit'
import { inTransaction } from '#core/transaction'
import { keepAdministrators, unlimitedRightsOf } from '#directory/actions/keep_administrators'
import { LastAdministrator } from '#directory/errors'
import type { LdapSync } from '#directory/ldap/ldap_sync'
import type { LdapAccount } from '#directory/queries/ldap_state'
import { roleTurns, type GivenRole } from '#directory/workflow/group_roles'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Assignment = GivenRole & { id: number; userId: number; ldapSourceId: number | null }
type Turn = { account: LdapAccount; dn: string; missing: GivenRole[]; extra: Assignment[] }

/**
 * Roles that follow from groups: what the groups no longer give goes, what they give comes. Only
 * assignments that came from this source are taken; roles given by hand or by others stay.
 */
export async function giveLdapRoles(sync: LdapSync) {
  const turns = await pendingTurns(sync)
  const words = await roleWords()
  for (let start = 0; start < turns.length; start += LDAP_LIMITS.chunk) {
    const chunk = turns.slice(start, start + LDAP_LIMITS.chunk)
    await inTransaction((trx) => grant(trx, sync, chunk, words))
    for (const { missing } of chunk) sync.tally.rolesGranted += missing.length
  }
  for (const turn of turns.filter(({ extra }) => extra.length > 0)) {
    try {
      await inTransaction((trx) => revoke(trx, sync, turn, words))
      sync.tally.rolesRevoked += turn.extra.length
    } catch (error) {
      if (!(error instanceof LastAdministrator)) throw error
      sync.report(turn, 'last_administrator')
    }
  }
}

/** Accounts of the source whose roles differ from what their groups say. */
async function pendingTurns(sync: LdapSync): Promise<Turn[]> {
  const { source, state } = sync
  const held = await assignmentsOf(source.id)
  const keyOf = new Map([...sync.personIds].map(([key, personId]) => [personId, key]))
  const dnOf = new Map(state.links.map(({ personId, dn }) => [personId, dn]))
  const own = [...state.accounts.values()].filter((each) => each.ldapSourceId === source.id)
  return own.flatMap((account) => {
    const key = keyOf.get(account.personId)
    const wanted = key === undefined ? [] : wantedRoles(sync, key)
    const roles = held.get(account.id) ?? []
    const { missing, extra } = roleTurns(
      wanted,
      roles,
      ({ ldapSourceId }) => ldapSourceId === source.id
    )
    const dn = dnOf.get(account.personId) ?? ''
    return missing.length + extra.length > 0 ? [{ account, dn, missing, extra }] : []
  })
}

function wantedRoles({ source, membership }: LdapSync, key: string): GivenRole[] {
  return source.mappings
    .filter(({ groupDn }) => membership.get(groupDn)?.has(key))
    .map(({ roleId, organisationId }) => ({ roleId, organisationId }))
}

async function assignmentsOf(sourceId: number): Promise<Map<number, Assignment[]>> {
  const rows: Assignment[] = await db
    .from('role_assignments')
    .join('users', 'users.id', 'role_assignments.user_id')
    .where('users.ldap_source_id', sourceId)
    .select(
      'role_assignments.id',
      'role_assignments.user_id as userId',
      'role_assignments.role_id as roleId',
      'role_assignments.organisation_id as organisationId',
      'role_assignments.ldap_source_id as ldapSourceId'
    )
  return Map.groupBy(rows, ({ userId }) => userId)
}

type Words = { roles: Map<number, { ru: string; en: string }>; organisations: Map<number, string> }

async function roleWords(): Promise<Words> {
  const roles = await db.from('roles').select('id', 'label_ru as ru', 'label_en as en')
  const organisations = await db.from('organisations').select('id', 'name')
  return {
    roles: new Map(roles.map(({ id, ru, en }) => [id, { ru, en }])),
    organisations: new Map(organisations.map(({ id, name }) => [id, name])),
  }
}

async function grant(trx: TransactionClientContract, sync: LdapSync, turns: Turn[], words: Words) {
  const given = turns.flatMap(({ account, missing }) => missing.map((role) => ({ account, role })))
  if (given.length === 0) return
  await insertRows(
    trx,
    'role_assignments',
    given.map(({ account, role }) => ({
      ...{ user_id: account.id, role_id: role.roleId, organisation_id: role.organisationId },
      ldap_source_id: sync.source.id,
    }))
  )
  await record(trx, sync, given, 'user.role_given', words)
}

async function revoke(
  trx: TransactionClientContract,
  sync: LdapSync,
  { account, extra }: Turn,
  words: Words
) {
  const lost = await unlimitedRightsOf(trx, account.id)
  const ids = extra.map(({ id }) => id)
  await trx.from('role_assignments').whereIn('id', ids).delete()
  await keepAdministrators(trx, lost)
  const taken = extra.map((role) => ({ account, role }))
  await record(trx, sync, taken, 'user.role_taken', words)
}

/** As history tells of roles given by hand. */
async function record(
  trx: TransactionClientContract,
  { actor }: LdapSync,
  turned: { account: LdapAccount; role: GivenRole }[],
  action: 'user.role_given' | 'user.role_taken',
  words: Words
) {
  const ids = [...new Set(turned.map(({ account }) => account.id))]
  await trx.from('users').whereIn('id', ids).increment('version', 1)
  const users = await trx.from('users').whereIn('id', ids).select('id', 'version')
  const versions = new Map(users.map(({ id, version }) => [id, Number(version)]))
  const turn = (field: string, value: string | { ru: string; en: string }) =>
    action === 'user.role_given'
      ? { field, before: null, after: value }
      : { field, before: value, after: null }
  await recordAudits(
    trx,
    turned.map(({ account, role: { roleId, organisationId } }) => ({
      ...{ actor, action, subjectType: 'user', subjectId: account.id, organisationId: null },
      subjectVersion: versions.get(account.id),
      changes: [
        turn('roleId', words.roles.get(roleId)!),
        ...(organisationId
          ? [turn('organisationId', words.organisations.get(organisationId)!)]
          : []),
      ],
    }))
  )
}
