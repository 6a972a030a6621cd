import { SYSTEM_ACTOR } from '#core/actor'
import { LDAP_PRESETS } from '#config/ldap'
import { requestLdapRun } from '#directory/actions/request_ldap_run'
import { saveLdapSource } from '#directory/actions/save_ldap_source'
import LdapRun from '#directory/models/ldap_run'
import type LdapSource from '#directory/models/ldap_source'
import type { LdapSourceValues } from '#directory/models/ldap_types'
import { createOrganisation } from '#tests/helpers/people'
import { BASE, READER_DN, READER_PASSWORD, record } from '#tests/helpers/slapd'
import db from '@adonisjs/lucid/services/db'

type Values = Partial<LdapSourceValues> & { url: string }

let serial = 0

export function sourceValues(values: Values & { organisationId: number }): LdapSourceValues {
  serial += 1
  return {
    ...{ name: `Directory ${serial}`, kind: 'openldap', usesStartTls: false, caCertificate: null },
    ...{ bindDn: READER_DN, bindPassword: READER_PASSWORD, baseDn: BASE },
    ...LDAP_PRESETS.openldap,
    ...{ pageSize: 100, creates: 'account', takesOverAccounts: false, clearsMissing: false },
    ...{ isScheduled: false, guardPercent: 10, isActive: true, mappings: [] },
    ...values,
  }
}

export async function createSource(values: Values): Promise<LdapSource> {
  const organisationId = values.organisationId ?? (await createOrganisation()).id
  return saveLdapSource.handle({
    ...{ actor: SYSTEM_ACTOR, sourceId: null, mayMapRoles: true },
    values: sourceValues({ ...values, organisationId }),
  })
}

/** A run from beginning to end; in the suites jobs are done where they are asked for. */
export async function synchronise(source: LdapSource, how: { ignoresGuard?: boolean } = {}) {
  const wanted = { actor: null, sourceId: source.id, kind: 'sync' as const, ...how }
  const { id } = await requestLdapRun.handle(wanted)
  return LdapRun.findOrFail(id)
}

export async function tryOut(source: LdapSource) {
  const { id } = await requestLdapRun.handle({ actor: null, sourceId: source.id, kind: 'test' })
  return LdapRun.findOrFail(id)
}

export function unit(name: string, above = BASE): string {
  return record(`ou=${name},${above}`, { objectClass: 'organizationalUnit', ou: name })
}

type Entry = { uid: string; name: string; above?: string; password?: string } & Record<
  string,
  string | string[] | Buffer | undefined
>

/** Somebody as OpenLDAP keeps them. */
export function somebody({ uid, name, above = BASE, password, ...others }: Entry): string {
  const told = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  return record(`uid=${uid},${above}`, {
    ...{ objectClass: 'inetOrgPerson', uid, cn: name, sn: name.split(' ')[0]! },
    ...(password ? { userPassword: password } : {}),
    ...(told as Record<string, string>),
  })
}

export function group(cn: string, members: string[], above = BASE): string {
  return record(`cn=${cn},${above}`, { objectClass: 'groupOfNames', cn, member: members })
}

/** What a run must leave alone when there is nothing to do. */
export async function everyTrace() {
  const tables = ['people', 'users', 'role_assignments', 'ldap_people', 'departments']
  const also = ['audit_events', 'audit_personal_values', 'person_phones', 'user_sessions']
  const traces: Record<string, unknown> = {}
  for (const table of [...tables, ...also]) traces[table] = await db.from(table).orderBy('id')
  return JSON.stringify(traces)
}
