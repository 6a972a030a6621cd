import { countRows } from '#directory/queries/dependants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Counts the contracts in force that an organisation is a party of. */
export async function activeContractsOf(trx: TransactionClientContract, organisationId: number) {
  const asClient = { organisation_id: organisationId, state: 'active' }
  const asProvider = { provider_organisation_id: organisationId, state: 'active' }
  return (
    (await countRows(trx, 'contracts', asClient)) + (await countRows(trx, 'contracts', asProvider))
  )
}
