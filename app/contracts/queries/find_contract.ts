import Contract from '#contracts/models/contract'
import { chooseContract } from '#contracts/workflow/contract_choice'
import Organisation from '#directory/models/organisation'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Wanted = {
  organisationId: number
  /** Of the organisation (`Organisation.lineage`); read when the caller has it not at hand. */
  lineage?: readonly number[]
  serviceId: number | null
  /** `YYYY-MM-DD`; both ends of a contract's period belong to it. */
  onDate: string
}

/**
 * The contract of a ticket: an active contract of the organisation or its nearest ancestor that
 * names the service, else the default of the nearest one (`chooseContract` has the rule); null is
 * out of contract. Inside a transaction pass its client. Throws E_ROW_NOT_FOUND for an unknown
 * organisation.
 */
export async function findContract(
  { organisationId, lineage, serviceId, onDate }: Wanted,
  client?: QueryClientContract
): Promise<Contract | null> {
  const organisationIds = lineage ?? (await lineageOf(organisationId, client))
  const contracts = await Contract.query({ client })
    .whereIn('organisationId', [...organisationIds])
    .where('state', 'active')
    .where('startsOn', '<=', onDate)
    .where((query) => void query.whereNull('endsOn').orWhere('endsOn', '>=', onDate))
    .preload('services')

  const offers = contracts.map((contract) => toOffer(contract))
  return chooseContract(offers, organisationIds, serviceId)?.contract ?? null
}

async function lineageOf(organisationId: number, client?: QueryClientContract) {
  const organisation = await Organisation.query({ client })
    .where('id', organisationId)
    .firstOrFail()
  return organisation.lineage
}

function toOffer(contract: Contract) {
  const { id, organisationId, startsOn, services } = contract
  return { id, organisationId, startsOn, serviceIds: services.map((each) => each.id), contract }
}
