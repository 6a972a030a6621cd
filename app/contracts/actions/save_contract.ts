import { refuseContract } from '#contracts/actions/refuse_contract'
import { ContractEnded } from '#contracts/errors'
import Contract from '#contracts/models/contract'
import {
  ENDED_STATES,
  type BillingCycle,
  type Renewal,
  type Signatories,
  type Signatory,
} from '#contracts/models/contract_types'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type ContractValues = {
  number: string
  name: string
  organisationId: number
  providerOrganisationId: number
  agreementId: number
  /** Local dates `YYYY-MM-DD`, both included. */
  startsOn: string
  endsOn: string | null
  timeZone: string
  currency: string
  vatProfile: string
  vatMode: string
  billingCycle: BillingCycle
  anchorDay: number
  renewal: Renewal
  renewalMonths: number | null
  noticeDays: number | null
  needsClientApproval: boolean
  /** Working days after which silence approves (§7.6). */
  clientApprovalDays: number
  signatories: Signatories
  /** None: every service. */
  serviceIds: number[]
  ciIds: number[]
}

type Input = {
  actor: Actor
  /** Names only what this person may see. */
  principal: Principal
  /** Null makes a new contract, a draft. */
  contractId: number | null
  seenVersion?: number
  values: ContractValues
}

/**
 * Makes or changes what a contract says beside its terms (§7.1). Throws StaleRecord,
 * ReferenceNotFound and the refusals of `#contracts/errors`.
 */
export const saveContract = {
  async handle({ actor, principal, contractId, seenVersion, values }: Input): Promise<Contract> {
    return inTransaction(async (trx) => {
      const contract = await lockOrNew(trx, contractId)
      await refuseStale(trx, 'contract', contract, seenVersion)
      if (ENDED_STATES.includes(contract.state)) throw new ContractEnded()
      // Two contracts of one client must not come into each other's way unseen.
      await trx.from('organisations').where('id', values.organisationId).forUpdate().first()
      await refuseContract(trx, principal, contract, values)
      const isNew = !contract.$isPersisted
      const { serviceIds, ciIds, signatories, ...plain } = values
      const signed = signatoryChanges(isNew ? null : contract.signatories, signatories)
      contract.merge(plain)
      if (signed.length > 0) contract.signatories = signatories
      const covered = await coverChanges(trx, contract, { serviceIds, ciIds })
      const changes = [...plainChanges(contract), ...signed, ...covered]
      if (changes.length === 0) return contract

      contract.version += 1
      await contract.useTransaction(trx).save()
      await contract.related('services').sync(serviceIds)
      await contract.related('items').sync(ciIds)
      await recordAudit(trx, {
        actor,
        subjectType: 'contract',
        subjectId: contract.id,
        subjectVersion: contract.version,
        organisationId: contract.organisationId,
        action: isNew ? 'contract.created' : 'contract.changed',
        changes,
      })
      return contract
    })
  },
}

async function lockOrNew(trx: TransactionClientContract, id: number | null): Promise<Contract> {
  if (id === null) return new Contract().merge({ version: 0, state: 'draft' })
  return Contract.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

/** Who signs is told in words of its own, because names are personal. */
function plainChanges(contract: Contract): FieldChange[] {
  return pendingChanges(contract).filter(
    ({ field, before, after }) => field !== 'signatories' && before !== after
  )
}

function signatoryChanges(before: Signatories | null, after: Signatories): FieldChange[] {
  return (['client', 'provider'] as const).flatMap((side) => {
    const [old, now] = [told(before?.[side]), told(after[side])]
    return old === now ? [] : [{ field: `${side}Signatory`, before: old, after: now }]
  })
}

function told(signatory: Signatory | undefined): string | null {
  if (!signatory) return null
  const { name, position, authority } = signatory
  return [name, position, authority].filter(Boolean).join(', ') || null
}

type Cover = Pick<ContractValues, 'serviceIds' | 'ciIds'>

/** The services and items covered, before and after, by their codes and numbers. */
async function coverChanges(
  trx: TransactionClientContract,
  contract: Contract,
  { serviceIds, ciIds }: Cover
): Promise<FieldChange[]> {
  const before = { services: [] as string[], items: [] as string[] }
  if (contract.$isPersisted) {
    contract.useTransaction(trx)
    before.services = codesOf(await contract.related('services').query(), 'code')
    before.items = codesOf(await contract.related('items').query(), 'number')
  }
  const services = await trx.from('services').whereIn('id', serviceIds).select('code')
  const items = await trx.from('configuration_items').whereIn('id', ciIds).select('number')
  return [
    { field: 'services', before: before.services, after: codesOf(services, 'code') },
    { field: 'items', before: before.items, after: codesOf(items, 'number') },
  ].filter((change) => change.before.join() !== change.after.join())
}

function codesOf<Row>(rows: readonly Row[], field: keyof Row): string[] {
  return rows.map((row) => String(row[field])).sort()
}
