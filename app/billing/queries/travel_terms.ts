import Contract from '#contracts/models/contract'
import ContractTerms from '#contracts/models/contract_terms'
import type { TravelTerms } from '#contracts/models/terms_types'
import { periodAround } from '#contracts/queries/billing_cycle'
import { termsFrom } from '#contracts/queries/contract_terms'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** How a contract charges for travel in the period of an ISO date; null when it does not say. */
export type TravelOn = (contractId: number | null, date: string) => TravelTerms | null

/** Travel policies of some contracts, whatever the number of dates that are asked for. */
export async function travelTermsOf(
  client: QueryClientContract,
  contractIds: readonly (number | null)[]
): Promise<TravelOn> {
  const ids = [...new Set(contractIds.filter((id) => id !== null))]
  if (ids.length === 0) return () => null
  const contracts = await Contract.query({ client }).whereIn('id', ids)
  const versions = await ContractTerms.query({ client })
    .whereIn('contractId', ids)
    .orderBy('validFrom')
  return (contractId, date) => {
    const contract = contracts.find(({ id }) => id === contractId)
    const own = versions.filter((each) => each.contractId === contractId)
    if (!contract || own.length === 0) return null
    return termsFrom(own, periodAround(date, contract).startsOn).travel
  }
}
