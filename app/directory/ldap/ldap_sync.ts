import type { Actor } from '#core/actor'
import type { Membership } from '#directory/ldap/read_groups'
import type LdapSource from '#directory/models/ldap_source'
import type { LdapProblem } from '#directory/models/ldap_types'
import type { LdapState } from '#directory/queries/ldap_state'
import { placeKey } from '#directory/queries/ldap_state'
import type { WantedFacts } from '#directory/workflow/ldap_changes'
import type { LdapEntry } from '#directory/workflow/ldap_entry'
import { dnKey } from '#directory/workflow/ldap_names'
import type { LdapPlan } from '#directory/workflow/ldap_plan'
import { phoneDigits } from '#directory/workflow/phone_number'

export type LdapTally = {
  found: number
  created: number
  changed: number
  unchanged: number
  deactivated: number
  rolesGranted: number
  rolesRevoked: number
  problems: LdapProblem[]
}

type Given = {
  source: LdapSource
  locale: string
  state: LdapState
  plan: LdapPlan
  entries: LdapEntry[]
  membership: Membership
}

/** One application of a directory's contents: what is known, what is wanted, what came of it. */
export class LdapSync {
  readonly source: LdapSource
  readonly locale: string
  readonly state: LdapState
  readonly plan: LdapPlan
  readonly membership: Membership
  readonly actor: Actor
  readonly tally: LdapTally
  /** People by the keys of their entries. */
  readonly personIds = new Map<string, number>()
  readonly #keyByDn: Map<string, string>
  readonly #unknownSites = new Set<string>()

  constructor({ source, locale, state, plan, entries, membership }: Given) {
    this.source = source
    this.locale = locale
    this.state = state
    this.plan = plan
    this.membership = membership
    this.actor = ldapActor(source)
    this.#keyByDn = new Map(entries.map(({ dn, key }) => [dnKey(dn), key]))
    this.tally = {
      ...{ found: entries.length, created: 0, changed: 0, unchanged: 0, deactivated: 0 },
      ...{ rolesGranted: 0, rolesRevoked: 0, problems: [...plan.problems] },
    }
    for (const { entry, link } of plan.linked) this.personIds.set(entry.key, link.personId)
    for (const { entry, personId } of plan.adopted) this.personIds.set(entry.key, personId)
  }

  report(entry: Pick<LdapEntry, 'dn'>, code: LdapProblem['code'], detail?: string) {
    this.tally.problems.push({ dn: entry.dn, code, ...(detail ? { detail } : {}) })
  }

  keyOfDn(dn: string): string | null {
    return this.#keyByDn.get(dn) ?? null
  }

  /** What the entry says of its person. An empty attribute leaves what is known, unless told otherwise. */
  wanted(entry: LdapEntry): WantedFacts {
    const { departments } = this.state
    const { department } = entry
    return {
      displayName: entry.name!,
      email: entry.email ?? undefined,
      jobTitle: this.#told('jobTitle', entry.jobTitle),
      phone: this.#phone(entry),
      departmentId: department
        ? departments.get(placeKey(department))
        : this.#told('department', null),
      siteId: this.#site(entry),
      managerId: this.#manager(entry),
    }
  }

  #told(field: keyof LdapSource['attributes'], value: string | null): string | null | undefined
  #told(field: keyof LdapSource['attributes'], value: null): null | undefined
  #told(field: keyof LdapSource['attributes'], value: string | null) {
    if (value !== null) return value
    return this.source.clearsMissing && this.source.attributes[field] ? null : undefined
  }

  #phone(entry: LdapEntry): string | null | undefined {
    if (entry.phone === null || phoneDigits(entry.phone) !== null) {
      return this.#told('phone', entry.phone)
    }
    this.report(entry, 'wrong_phone', entry.phone)
    return undefined
  }

  /** Sites have addresses and time zones: a directory does not add any. */
  #site({ site }: LdapEntry): number | null | undefined {
    if (site === null) return this.#told('site', null)
    const id = this.state.sites.get(placeKey(site))
    if (id === undefined && !this.#unknownSites.has(placeKey(site))) {
      this.#unknownSites.add(placeKey(site))
      this.tally.problems.push({ dn: '', code: 'unknown_site', detail: site })
    }
    return id
  }

  #manager({ manager, key }: LdapEntry): number | null | undefined {
    if (manager === null) return this.#told('manager', null)
    const managerKey = this.keyOfDn(manager)
    return managerKey === null || managerKey === key ? undefined : this.personIds.get(managerKey)
  }
}

/** History names the directory; nobody sat at a keyboard. */
function ldapActor({ name }: Pick<LdapSource, 'name'>): Actor {
  return {
    ...{ userId: null, personId: null, label: `LDAP: ${name}`.slice(0, 200) },
    ...{ channel: 'import', requestId: null },
  }
}
