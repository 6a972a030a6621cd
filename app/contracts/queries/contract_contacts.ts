import type Contract from '#contracts/models/contract'
import ContractContact from '#contracts/models/contract_contact'
import { CONTACT_ROLES, type ContactRole } from '#contracts/models/contract_types'

export type ListedContact = {
  id: number
  role: ContactRole
  person: { id: number; name: string; jobTitle: string | null; email: string | null }
}

/** Who is spoken to about a contract, by role and name. */
export async function contractContacts({ id }: Contract): Promise<ListedContact[]> {
  const contacts = await ContractContact.query().where('contractId', id).preload('person')
  return contacts
    .map(({ id: contactId, role, person }) => ({
      ...{ id: contactId, role },
      person: {
        ...{ id: person.id, name: person.displayName },
        ...{ jobTitle: person.jobTitle, email: person.email },
      },
    }))
    .toSorted(
      (one, other) =>
        CONTACT_ROLES.indexOf(one.role) - CONTACT_ROLES.indexOf(other.role) ||
        one.person.name.localeCompare(other.person.name)
    )
}
