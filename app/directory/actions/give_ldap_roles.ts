import { LDAP_LIMITS } from '#config/ldap'
import { inTransaction } from '#core/transaction'
import { giveGroupRoles, takeGroupRole } from '#directory/actions/turn_group_roles'
import type { LdapSync } from '#directory/ldap/ldap_sync'
import type { LdapAccount } from '#directory/queries/ldap_state'
import { roleWords } from '#directory/queries/role_words'
import { roleTurns, type GivenRole } from '#directory/workflow/group_roles'
import db from '@adonisjs/lucid/services/db'

type Assignment = GivenRole & { id: number; userId: number; ldapSourceId: number | null }
type Turn = { account: LdapAccount; dn: string; missing: GivenRole[]; extra: Assignment[] }

/**
 * Roles that follow from groups: what the groups no longer give goes, what they give comes. Only
 * assignments that came from this source are taken; roles given by hand or by others stay.
 */
export async function giveLdapRoles(sync: LdapSync) {
  const { actor, source, tally } = sync
  const turns = await pendingTurns(sync)
  const words = await roleWords(
    db.connection(),
    turns.flatMap(({ missing, extra }) => [...missing, ...extra])
  )
  for (let start = 0; start < turns.length; start += LDAP_LIMITS.chunk) {
    const given = turns
      .slice(start, start + LDAP_LIMITS.chunk)
      .flatMap(({ account, missing }) => missing.map((role) => ({ userId: account.id, role })))
    const origin = { ldap_source_id: source.id }
    await inTransaction((trx) => giveGroupRoles(trx, { actor, words, origin, given }))
    tally.rolesGranted += given.length
  }
  for (const turn of turns) {
    for (const role of turn.extra) {
      const isTaken = await takeGroupRole({ actor, words, userId: turn.account.id, role })
      if (isTaken) tally.rolesRevoked += 1
      else sync.report(turn, 'last_administrator')
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
