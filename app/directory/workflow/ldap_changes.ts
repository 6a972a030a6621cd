import type { PhoneValues } from '#directory/models/person_types'
import { phoneDigits } from '#directory/workflow/phone_number'

/** What is known of a person as far as a directory may tell it. */
export type PersonFacts = {
  organisationId: number
  displayName: string
  email: string | null
  jobTitle: string | null
  departmentId: number | null
  siteId: number | null
  managerId: number | null
  phones: PhoneValues[]
}

/** What a directory tells; undefined where it says nothing, null where the value is to go. */
export type WantedFacts = {
  displayName: string
  email?: string | null
  jobTitle?: string | null
  departmentId?: number | null
  siteId?: number | null
  managerId?: number | null
  phone?: string | null
}

const FIELDS = ['displayName', 'email', 'jobTitle', 'departmentId', 'siteId', 'managerId'] as const

/** The values to write, none where nothing differs. A person's other phones stay. */
export function ldapChanges(known: PersonFacts, wanted: WantedFacts) {
  const differing = FIELDS.filter(
    (field) => wanted[field] !== undefined && wanted[field] !== known[field]
  ).map((field) => [field, wanted[field]] as const)
  const phones = wantedPhones(known.phones, wanted.phone)
  return {
    ...(Object.fromEntries(differing) as Partial<Omit<WantedFacts, 'phone'>>),
    ...(phones ? { phones } : {}),
  }
}

function wantedPhones(known: PhoneValues[], phone: string | null | undefined) {
  if (phone === undefined || phone === (known[0]?.number ?? null)) return null
  const [first, ...others] = known
  if (phone === null) return others
  const rest = others.filter(({ number }) => phoneDigits(number) !== phoneDigits(phone))
  return [{ number: phone, label: first?.label ?? null }, ...rest]
}

type Placed = { key: string; manager: string | null }

/**
 * New people in rounds: each with a manager who is known or came a round before. Who stands in a
 * circle comes last and without one.
 */
export function inRounds<Entry extends Placed>(
  entries: Entry[],
  isNew: (managerDn: string) => string | null
): Entry[][] {
  const rounds: Entry[][] = []
  const done = new Set<string>()
  for (let left = entries; left.length > 0;) {
    const waits = (entry: Entry) => {
      const manager = entry.manager && isNew(entry.manager)
      return manager !== null && manager !== '' && manager !== entry.key && !done.has(manager)
    }
    const ready = left.filter((entry) => !waits(entry))
    const round = new Set(ready.length > 0 ? ready : left)
    left = left.filter((entry) => !round.has(entry))
    rounds.push([...round])
    for (const { key } of round) done.add(key)
  }
  return rounds
}
