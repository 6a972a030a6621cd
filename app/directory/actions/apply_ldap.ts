import { LDAP_LIMITS } from '#config/ldap'
import { createLdapPeople } from '#directory/actions/create_ldap_people'
import { giveLdapRoles } from '#directory/actions/give_ldap_roles'
import { retireLdapPeople } from '#directory/actions/retire_ldap_people'
import { saveDepartment } from '#directory/actions/save_department'
import { settleLdapPeople } from '#directory/actions/settle_ldap_people'
import { DirectoryFailure } from '#directory/ldap/ldap_failure'
import { LdapSync, type LdapTally } from '#directory/ldap/ldap_sync'
import type { DirectoryContents } from '#directory/ldap/read_directory'
import type LdapSource from '#directory/models/ldap_source'
import Organisation from '#directory/models/organisation'
import { loadDepartments, loadLdapState, placeKey } from '#directory/queries/ldap_state'
import { isMassVanishing, planLdap } from '#directory/workflow/ldap_plan'

type Input = {
  source: LdapSource
  contents: DirectoryContents
  ignoresGuard: boolean
  advance: (done: number, total: number) => Promise<void>
}

/**
 * Brings people, accounts and roles into line with what was read of a directory, in transactions of a
 * few hundred people each. What agrees already is not touched. Throws DirectoryFailure `guard` before
 * anything is written.
 */
export const applyLdap = {
  async handle({ source, contents, ignoresGuard, advance }: Input): Promise<LdapTally> {
    const sync = await prepareLdap(source, contents)
    if (!ignoresGuard) refuseMassVanishing(sync)
    const total = contents.entries.length + 1
    await advance(1, total)
    await addDepartments(sync)
    await createLdapPeople(sync, (done) => advance(1 + done, total))
    await settleLdapPeople(sync)
    await retireLdapPeople(sync)
    await giveLdapRoles(sync)
    await advance(total, total)
    return sync.tally
  },
}

/** What would happen, without doing it. */
export async function prepareLdap(source: LdapSource, contents: DirectoryContents) {
  const { entries, membership, problems } = contents
  const state = await loadLdapState(source)
  const plan = planLdap(entries, state.links, [...state.people.values()])
  plan.problems.unshift(...problems)
  const organisation = await Organisation.findOrFail(source.organisationId)
  return new LdapSync({
    ...{ source, locale: organisation.locale, state, plan, entries, membership },
  })
}

export function vanishing({ plan, state, source }: LdapSync) {
  const known = state.links.filter(({ isPresent }) => isPresent).length
  const gone = plan.gone.length
  const isTooMany = isMassVanishing(gone, known, source.guardPercent, LDAP_LIMITS.fewGone)
  return { gone, known, isTooMany }
}

function refuseMassVanishing(sync: LdapSync) {
  const { gone, known, isTooMany } = vanishing(sync)
  if (isTooMany) throw new DirectoryFailure('guard', `${gone}/${known}`)
}

/** Departments are names: what the directory calls one is one. */
async function addDepartments({ plan, state, source, actor }: LdapSync) {
  const entries = [...plan.created, ...[...plan.adopted, ...plan.linked].map(({ entry }) => entry)]
  const missing = new Map<string, string>()
  for (const { department } of entries) {
    if (department && !state.departments.has(placeKey(department))) {
      missing.set(placeKey(department), department)
    }
  }
  const { organisationId } = source
  for (const name of missing.values()) {
    const values = { name, parentId: null, headPersonId: null, isActive: true }
    await saveDepartment.handle({ actor, organisationId, departmentId: null, values })
  }
  if (missing.size > 0) {
    const known = await loadDepartments(organisationId)
    for (const [name, id] of known) state.departments.set(name, id)
  }
}
