import { refuseOverlapOf } from '#contracts/actions/refuse_contract'
import {
  ContractEndsBeforeStart,
  SettledFact,
  StepNotPossible,
  WithoutTerms,
} from '#contracts/errors'
import Contract from '#contracts/models/contract'
import ContractTerms from '#contracts/models/contract_terms'
import { settledUntil } from '#contracts/queries/settled_until'
import { stepsFrom, STEPS, type ContractStep } from '#contracts/workflow/contract_steps'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  contractId: number
  seenVersion: number
  step: ContractStep
  reason: string | null
  /** The last day in force of a contract that is terminated; today without one. */
  endsOn: string | null
}

const EVENTS: Record<ContractStep, string> = {
  activate: 'contract.activated',
  suspend: 'contract.suspended',
  resume: 'contract.resumed',
  expire: 'contract.expired',
  terminate: 'contract.terminated',
}

/**
 * Leads a contract on in its life (§2.8). Tickets keep the contract they were opened under. Throws
 * StaleRecord, StepNotPossible, WithoutTerms, ContractsOverlap, ContractEndsBeforeStart, SettledFact.
 */
export const moveContract = {
  async handle({ actor, contractId, seenVersion, step, reason, endsOn }: Input) {
    return inTransaction(async (trx) => {
      const contract = await Contract.query({ client: trx })
        .where('id', contractId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'contract', contract, seenVersion)
      const today = clock.today(contract.timeZone)
      if (!stepsFrom(contract, today).includes(step)) throw new StepNotPossible()
      if (STEPS[step].to === 'active') await refuseActive(trx, contract)
      if (step === 'terminate') await terminate(trx, contract, { on: endsOn ?? today, today })
      contract.state = STEPS[step].to
      const changes = pendingChanges(contract)
      contract.version += 1
      await contract.useTransaction(trx).save()
      await recordAudit(trx, {
        ...{ actor, reason, changes },
        subjectType: 'contract',
        subjectId: contract.id,
        subjectVersion: contract.version,
        organisationId: contract.organisationId,
        action: EVENTS[step],
      })
      return contract
    })
  },
}

async function refuseActive(trx: TransactionClientContract, contract: Contract) {
  const terms = await ContractTerms.query({ client: trx }).where('contractId', contract.id).first()
  if (!terms) throw new WithoutTerms()
  await refuseOverlapOf(trx, contract)
}

async function terminate(
  trx: TransactionClientContract,
  contract: Contract,
  { on, today }: { on: string; today: string }
) {
  if (on < contract.startsOn || on > today) throw new ContractEndsBeforeStart()
  const until = await settledUntil(contract.id, trx)
  if (until !== null && on < until) throw new SettledFact('endsOn', until)
  contract.endsOn = on
}
