import Contract from '#contracts/models/contract'
import type { DataSubject, Obstacle, PersonalDataSource } from '#directory/queries/personal_data'
import db from '@adonisjs/lucid/services/db'

/** Active contracts name who signed them, in the words of the contract and not as a reference. */
export const CONTRACT_PERSONAL_DATA: PersonalDataSource = {
  key: 'contracts',
  columns: [],
  read: async (subject) =>
    (await signedBy(subject)).map(({ number, name, state }) => ({ number, name, state })),
  obstacles: async (subject): Promise<Obstacle[]> => {
    const active = (await signedBy(subject)).filter(({ state }) => state === 'active')
    return [{ code: 'contract_signatory', count: active.length }]
  },
}

async function signedBy({ personId }: DataSubject): Promise<Contract[]> {
  const person = await db.from('people').where('id', personId).first()
  if (!person) return []
  const contracts = await Contract.query()
    .where('organisationId', person.organisation_id)
    .orWhere('providerOrganisationId', person.organisation_id)
  return contracts.filter(({ signatories }) =>
    [signatories.client, signatories.provider].some(({ name }) => name === person.display_name)
  )
}
