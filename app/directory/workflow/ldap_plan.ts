import type { LdapProblem } from '#directory/models/ldap_types'
import { claimedEmail } from '#directory/workflow/claimed_email'
import type { LdapEntry } from '#directory/workflow/ldap_entry'

export type KnownLink = { personId: number; entryKey: string; dn: string; isPresent: boolean }

export type KnownPerson = {
  id: number
  email: string | null
  /** Of the entry the person was known by until now. */
  entryKey: string | null
  /** Another directory vouches for them. */
  isElsewhere: boolean
}

export type LdapPlan = {
  /** Entries of people known by their key. */
  linked: { entry: LdapEntry; link: KnownLink }[]
  /** Entries of people the organisation knows by their address. */
  adopted: { entry: LdapEntry; personId: number }[]
  created: LdapEntry[]
  /** Known people whose entry is gone or switched off. */
  gone: KnownLink[]
  problems: LdapProblem[]
}

/**
 * What a directory's entries mean for what is known: a key decides; else the address does, as long as
 * it is one person's alone on either side. Whoever is switched off there is not taken in anew.
 */
export function planLdap(
  entries: LdapEntry[],
  links: KnownLink[],
  people: KnownPerson[]
): LdapPlan {
  const plan: LdapPlan = { linked: [], adopted: [], created: [], gone: [], problems: [] }
  const byKey = new Map(links.map((link) => [link.entryKey, link]))
  const valid = soundEntries(entries, plan.problems)
  const active = valid.filter(({ isDisabled }) => !isDisabled)
  const keys = new Set(entries.map(({ key }) => key))
  // An account that was deleted and made anew has another key and the same owner.
  const free = people.filter(({ entryKey }) => entryKey === null || !keys.has(entryKey))
  const byAddress = groupBy(free, ({ email }) => email)
  const shared = sharedAddresses(active)

  for (const entry of active) {
    const link = byKey.get(entry.key)
    if (link) plan.linked.push({ entry, link })
    else placeNew(plan, entry, byAddress, shared)
  }
  const present = new Set(active.map(({ key }) => key))
  // An entry that cannot be read is no reason to shut its person out.
  const doubtful = new Set(plan.problems.map(({ dn }) => dn))
  const renewed = new Set(plan.adopted.map(({ personId }) => personId))
  plan.gone = links.filter(
    ({ isPresent, entryKey, dn, personId }) =>
      isPresent && !present.has(entryKey) && !doubtful.has(dn) && !renewed.has(personId)
  )
  return plan
}

/** Whether so many people would vanish that the directory rather than they must be to blame. */
export function isMassVanishing(gone: number, known: number, guardPercent: number, few: number) {
  if (gone === 0 || guardPercent >= 100) return false
  if (gone < known && gone <= few) return false
  return gone * 100 > known * guardPercent
}

/** An address fit to know somebody by; the reason where it is not. */
function soundEmail(entry: LdapEntry): { email: string | null; problem?: LdapProblem } {
  if (entry.email === null) return { email: null }
  const isAddress = /^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(entry.email)
  const email = isAddress ? claimedEmail(entry.email) : null
  if (email !== null) return { email }
  const code = isAddress ? 'look_alike_email' : 'wrong_email'
  return { email: null, problem: { dn: entry.dn, code, detail: entry.email } }
}

function soundEntries(entries: LdapEntry[], problems: LdapProblem[]): LdapEntry[] {
  const count = new Map<string, number>()
  for (const { key } of entries) count.set(key, (count.get(key) ?? 0) + 1)
  return entries.flatMap((entry) => {
    const { dn } = entry
    if (entry.key === '') problems.push({ dn, code: 'no_key' })
    else if (count.get(entry.key)! > 1) {
      problems.push({ dn, code: 'duplicate_key', detail: entry.key })
    } else if (entry.name === null) problems.push({ dn, code: 'no_name' })
    else return [withSoundEmail(entry, problems)]
    return []
  })
}

function withSoundEmail(entry: LdapEntry, problems: LdapProblem[]): LdapEntry {
  const { email, problem } = soundEmail(entry)
  if (problem) problems.push(problem)
  return { ...entry, email }
}

function sharedAddresses(entries: LdapEntry[]): Set<string> {
  const groups = groupBy(entries, ({ email }) => email)
  return new Set([...groups].filter(([, each]) => each.length > 1).map(([email]) => email))
}

function placeNew(
  plan: LdapPlan,
  entry: LdapEntry,
  byAddress: Map<string, KnownPerson[]>,
  shared: Set<string>
) {
  const { dn, email } = entry
  const report = (code: LdapProblem['code']) =>
    void plan.problems.push({ dn, code, detail: email ?? undefined })
  if (email === null) return void plan.created.push(entry)
  if (shared.has(email)) return report('duplicate_email')
  const known = byAddress.get(email) ?? []
  if (known.length > 1) return report('several_people')
  if (known.length === 0) return void plan.created.push(entry)
  if (known[0]!.isElsewhere) return report('linked_elsewhere')
  plan.adopted.push({ entry, personId: known[0]!.id })
}

function groupBy<Row>(rows: Row[], addressOf: (row: Row) => string | null): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const address = addressOf(row)?.toLowerCase()
    if (!address) continue
    const group = groups.get(address)
    if (group) group.push(row)
    else groups.set(address, [row])
  }
  return groups
}
