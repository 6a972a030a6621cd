import {
  ContractEndsBeforeStart,
  ContractNumberTaken,
  ContractsOverlap,
  ItemOfOthers,
  NotAProvider,
  SettledFact,
} from '#contracts/errors'
import type { ContractValues } from '#contracts/actions/save_contract'
import Contract from '#contracts/models/contract'
import { overlappingContract } from '#contracts/queries/overlapping_contract'
import { settledUntil } from '#contracts/queries/settled_until'
import { ReferenceNotFound } from '#core/errors'
import ConfigurationItem from '#cmdb/models/configuration_item'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Refuses what a contract must not say (§7.1, §7.6). The contract's row must be locked. */
export async function refuseContract(
  trx: TransactionClientContract,
  principal: Principal,
  contract: Contract,
  values: ContractValues
) {
  const { number, startsOn, endsOn } = values
  if (endsOn !== null && endsOn < startsOn) throw new ContractEndsBeforeStart()
  const other = await Contract.query({ client: trx })
    .whereRaw('lower(number) = ?', [number.toLowerCase()])
    .whereNot('id', contract.id ?? 0)
    .first()
  if (other) throw new ContractNumberTaken()
  await refuseReferences(trx, principal, values)
  if (!contract.$isPersisted) return
  await refuseSettled(trx, contract, values)
  if (contract.state === 'active') await refuseOverlap(trx, { ...values, id: contract.id })
}

/** An active contract takes no tickets that another one takes (§7.1). */
async function refuseOverlap(
  trx: TransactionClientContract,
  cover: Parameters<typeof overlappingContract>[0]
) {
  const overlap = await overlappingContract(cover, trx)
  if (!overlap) return
  const { number, shared, field } = overlap
  throw new ContractsOverlap(number, shared && (shared.nameRu || shared.nameEn), field)
}

/** The same for a contract as it stands; others of its client wait meanwhile. */
export async function refuseOverlapOf(trx: TransactionClientContract, contract: Contract) {
  await trx.from('organisations').where('id', contract.organisationId).forUpdate().first()
  contract.useTransaction(trx)
  const services = await contract.related('services').query()
  const items = await contract.related('items').query()
  await refuseOverlap(trx, {
    ...{ id: contract.id, organisationId: contract.organisationId },
    ...{ startsOn: contract.startsOn, endsOn: contract.endsOn },
    serviceIds: services.map(({ id }) => id),
    ciIds: items.map(({ id }) => id),
  })
}

async function refuseReferences(
  trx: TransactionClientContract,
  principal: Principal,
  { organisationId, providerOrganisationId, agreementId, serviceIds, ciIds }: ContractValues
) {
  if (!principal.canOn('contracts.edit', { organisationId })) {
    throw new ReferenceNotFound('organisationId')
  }
  const provider = await Organisation.find(providerOrganisationId, { client: trx })
  if (!provider) throw new ReferenceNotFound('providerOrganisationId')
  if (provider.kind !== 'provider' || provider.id === organisationId) throw new NotAProvider()
  await refuseUnknown(trx, 'agreementId', 'agreements', [agreementId])
  await refuseUnknown(trx, 'serviceIds', 'services', serviceIds)
  await refuseItems(trx, principal, organisationId, ciIds)
}

async function refuseUnknown(
  trx: TransactionClientContract,
  field: string,
  table: string,
  ids: readonly number[]
) {
  const known = await trx
    .from(table)
    .whereIn('id', [...ids])
    .select('id')
  if (known.length < new Set(ids).size) throw new ReferenceNotFound(field)
}

/** Items of the client or of an organisation below it. */
async function refuseItems(
  trx: TransactionClientContract,
  principal: Principal,
  organisationId: number,
  ciIds: readonly number[]
) {
  const seen = await ConfigurationItem.visibleTo(principal)
    .useTransaction(trx)
    .whereIn('configuration_items.id', [...ciIds])
    .select('configuration_items.id')
  if (seen.length < ciIds.length) throw new ReferenceNotFound('ciIds')
  // Relations of the query above would be read beside the transaction, which SQLite waits for in vain.
  const items = await ConfigurationItem.query({ client: trx })
    .whereIn('id', [...ciIds])
    .preload('organisation')
  const foreign = items.find(({ organisation }) => !organisation?.lineage.includes(organisationId))
  if (foreign) throw new ItemOfOthers(foreign.number)
}

/** What approved periods were charged by; the contract may end later, but not before them. */
const SETTLED = ['currency', 'billingCycle', 'anchorDay', 'startsOn', 'timeZone'] as const
const PARTIES = ['organisationId', 'providerOrganisationId'] as const

async function refuseSettled(
  trx: TransactionClientContract,
  contract: Contract,
  values: ContractValues
) {
  const until = await settledUntil(contract.id, trx)
  if (until === null) return
  const changed = [...SETTLED, ...PARTIES].find((field) => contract[field] !== values[field])
  if (changed) throw new SettledFact(changed, until)
  if (values.endsOn !== null && values.endsOn < until) throw new SettledFact('endsOn', until)
}
