import Contract from '#contracts/models/contract'
import { chooseContract, type ChoiceReason } from '#contracts/workflow/contract_choice'
import Organisation from '#directory/models/organisation'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Wanted = {
  organisationId: number
  /** Of the organisation (`Organisation.lineage`); read when the caller has it not at hand. */
  lineage?: readonly number[]
  serviceId: number | null
  /** The primary item, which a contract may cover by name. */
  ciId?: number | null
  /** `YYYY-MM-DD`; both ends of a contract's period belong to it. */
  onDate: string
}

/**
 * The contract of a ticket: an active contract of the organisation or its nearest ancestor that
 * names the item or the service, else the default of the nearest one (`chooseContract` has the
 * rule); null is out of contract. Inside a transaction pass its client. Throws E_ROW_NOT_FOUND for
 * an unknown organisation.
 */
export async function findContract(
  wanted: Wanted,
  client?: QueryClientContract
): Promise<Contract | null> {
  return (await explainContract(wanted, client))?.contract ?? null
}

/** The same with the reason. */
export async function explainContract(
  { organisationId, lineage, serviceId, ciId = null, onDate }: Wanted,
  client?: QueryClientContract
): Promise<{ contract: Contract; reason: ChoiceReason } | null> {
  const organisationIds = lineage ?? (await lineageOf(organisationId, client))
  const contracts = await Contract.query({ client })
    .whereIn('organisationId', [...organisationIds])
    .where('state', 'active')
    .where('startsOn', '<=', onDate)
    .where((query) => void query.whereNull('endsOn').orWhere('endsOn', '>=', onDate))
  const serviceIds = await servicesOf(contracts, client)
  const covering = await coveringItem(contracts, ciId, client)
  const offers = contracts.map((contract) => ({
    ...{ id: contract.id, organisationId: contract.organisationId, startsOn: contract.startsOn },
    serviceIds: serviceIds.get(contract.id) ?? [],
    itemIds: ciId !== null && covering.has(contract.id) ? [ciId] : [],
    contract,
  }))
  const choice = chooseContract(offers, { organisationIds, serviceId, ciId })
  return choice && { contract: choice.offer.contract, reason: choice.reason }
}

/** The contracts that name the item. */
async function coveringItem(
  contracts: readonly Contract[],
  ciId: number | null,
  client: QueryClientContract = db.connection()
): Promise<Set<number>> {
  const ids = contracts.map(({ id }) => id)
  if (ciId === null || ids.length === 0) return new Set()
  const rows = await client
    .from('contract_items')
    .whereIn('contract_id', ids)
    .where('ci_id', ciId)
    .select('contract_id')
  return new Set(rows.map((row) => Number(row.contract_id)))
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
