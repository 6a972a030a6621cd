import Contract from '#contracts/models/contract'
import { chooseContract } from '#contracts/workflow/contract_choice'
import Organisation from '#directory/models/organisation'
import db from '@adonisjs/lucid/services/db'
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
  const serviceIds = await servicesOf(contracts, client)
  const offers = contracts.map((contract) => toOffer(contract, serviceIds.get(contract.id) ?? []))
  return chooseContract(offers, organisationIds, serviceId)?.contract ?? null
}

async function lineageOf(organisationId: number, client?: QueryClientContract) {
  const organisation = await Organisation.query({ client })
    .where('id', organisationId)
    .firstOrFail()
  return organisation.lineage
}

/** By number alone: a contract may name every service there is. */
async function servicesOf(
  contracts: readonly Contract[],
  client: QueryClientContract = db.connection()
): Promise<Map<number, number[]>> {
  const ids = contracts.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await client
    .from('contract_services')
    .whereIn('contract_id', ids)
    .select('contract_id', 'service_id')
  const byContract = Map.groupBy(rows, (row) => Number(row.contract_id))
  return new Map([...byContract].map(([id, own]) => [id, own.map((row) => Number(row.service_id))]))
}

function toOffer(contract: Contract, serviceIds: readonly number[]) {
  const { id, organisationId, startsOn } = contract
  return { id, organisationId, startsOn, serviceIds, contract }
}
