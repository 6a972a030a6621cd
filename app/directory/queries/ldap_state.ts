import type LdapSource from '#directory/models/ldap_source'
import type { PhoneValues } from '#directory/models/person_types'
import type { SignInSource } from '#directory/models/sign_in_source'
import type { KnownLink, KnownPerson } from '#directory/workflow/ldap_plan'
import type { PersonFacts } from '#directory/workflow/ldap_changes'
import db from '@adonisjs/lucid/services/db'

export type LdapAccount = {
  id: number
  personId: number
  email: string
  isActive: boolean
  signInSource: SignInSource
  ldapSourceId: number | null
}

/** What is known of a source's people before a run, read once. */
export type LdapState = {
  links: KnownLink[]
  people: Map<number, KnownPerson & PersonFacts & { isActive: boolean }>
  accounts: Map<number, LdapAccount>
  /** Accounts of administrators keep their password here: with a directory down, they can still sign in. */
  closedAccounts: Set<number>
  departments: Map<string, number>
  sites: Map<string, number>
}

export async function loadLdapState(source: LdapSource): Promise<LdapState> {
  const [links, people, accounts, closedAccounts, places] = await Promise.all([
    loadLinks(source.id),
    loadPeople(source),
    loadAccounts(source),
    loadAdministrators(),
    loadPlaces(source.organisationId),
  ])
  return { links, people, accounts, closedAccounts, ...places }
}

/** Names as they are compared: nobody tells departments apart by letters' size. */
export function placeKey(name: string): string {
  return name.trim().toLowerCase()
}

/** The departments by name, the higher ones before their parts. */
export async function loadDepartments(organisationId: number): Promise<Map<string, number>> {
  const rows = await db
    .from('departments')
    .where({ organisation_id: organisationId, is_active: true })
    .orderByRaw('parent_id is not null, id')
    .select('id', 'name')
  return byName(rows)
}

async function loadLinks(sourceId: number): Promise<KnownLink[]> {
  const rows = await db.from('ldap_people').where('ldap_source_id', sourceId)
  return rows.map((row) => ({
    ...{ personId: row.person_id, entryKey: row.entry_key, dn: row.dn },
    isPresent: Boolean(row.is_present),
  }))
}

/** Whom the source could mean: people of its organisation, and its own wherever they are by now. */
function peopleOf(source: LdapSource) {
  return db
    .from('people')
    .leftJoin('ldap_people as link', 'link.person_id', 'people.id')
    .whereNull('people.merged_into_id')
    .where((query) => {
      void query.where('people.organisation_id', source.organisationId)
      void query.orWhere('link.ldap_source_id', source.id)
    })
}

async function loadPeople(source: LdapSource): Promise<LdapState['people']> {
  const rows = await peopleOf(source).select(
    'people.id',
    'people.organisation_id as organisationId',
    'people.display_name as displayName',
    'people.email',
    'people.job_title as jobTitle',
    'people.department_id as departmentId',
    'people.site_id as siteId',
    'people.manager_id as managerId',
    'people.is_active as isActive',
    'link.ldap_source_id as linkSourceId',
    'link.entry_key as entryKey'
  )
  const phones = await loadPhones(source)
  return new Map(
    rows.map(({ linkSourceId, entryKey, ...row }) => [
      row.id,
      {
        ...row,
        isActive: Boolean(row.isActive),
        phones: phones.get(row.id) ?? [],
        entryKey: linkSourceId === source.id ? entryKey : null,
        isElsewhere: linkSourceId !== null && linkSourceId !== source.id,
      },
    ])
  )
}

async function loadPhones(source: LdapSource): Promise<Map<number, PhoneValues[]>> {
  const rows = await peopleOf(source)
    .join('person_phones', 'person_phones.person_id', 'people.id')
    .orderBy('person_phones.position')
    .select('people.id', 'person_phones.number', 'person_phones.label')
  const phones = new Map<number, PhoneValues[]>()
  for (const { id, number, label } of rows) {
    phones.set(id, [...(phones.get(id) ?? []), { number, label }])
  }
  return phones
}

async function loadAccounts(source: LdapSource): Promise<LdapState['accounts']> {
  const rows = await peopleOf(source)
    .join('users', 'users.person_id', 'people.id')
    .select(
      'users.id',
      'users.person_id as personId',
      'users.email',
      'users.is_active as isActive',
      'users.sign_in_source as signInSource',
      'users.ldap_source_id as ldapSourceId'
    )
  return new Map(rows.map((row) => [row.personId, { ...row, isActive: Boolean(row.isActive) }]))
}

async function loadAdministrators(): Promise<Set<number>> {
  const rows = await db
    .from('role_assignments')
    .join('role_permissions', 'role_permissions.role_id', 'role_assignments.role_id')
    .where('role_permissions.permission', 'settings.manage')
    .distinct('role_assignments.user_id as id')
  return new Set(rows.map(({ id }) => Number(id)))
}

async function loadPlaces(organisationId: number) {
  const sites = await db
    .from('sites')
    .where({ organisation_id: organisationId, is_active: true })
    .orderBy('id')
    .select('id', 'name')
  return { sites: byName(sites), departments: await loadDepartments(organisationId) }
}

function byName(rows: { id: number; name: string }[]): Map<string, number> {
  const ids = new Map<string, number>()
  for (const { id, name } of rows) if (!ids.has(placeKey(name))) ids.set(placeKey(name), id)
  return ids
}
