import { saveContractContact } from '#contracts/actions/save_contract_contact'
import type { ContactRole } from '#contracts/models/contract_types'
import { named, type World } from '#database/demo/world'
import { loadPrincipal } from '#directory/queries/load_principal'

const CONTACTS: [contract: string, person: string, role: ContactRole][] = [
  ['ОС-2025/014', 'sorokina', 'billing'],
  ['ОС-2025/014', 'larionova', 'signatory'],
  ['ОС-2025/014', 'fadeev', 'technical'],
  ['OS-EU-2026/01', 'brandt', 'signatory'],
  ['OS-EU-2026/01', 'okafor', 'technical'],
]

/** Whom the account manager speaks to about a contract. */
export async function seedContractContacts(world: World) {
  const { actor } = world.person('ershov')
  const principal = (await loadPrincipal(actor.userId!))!
  for (const [contract, person, role] of CONTACTS) {
    const contractId = named(world.contracts, contract)
    const personId = world.person(person).id
    await saveContractContact.add({ actor, principal, contractId, personId, role })
  }
}
