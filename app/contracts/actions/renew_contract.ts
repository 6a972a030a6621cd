import { refuseOverlapOf } from '#contracts/actions/refuse_contract'
import Contract from '#contracts/models/contract'
import { ENDED_STATES } from '#contracts/models/contract_types'
import { renewedEnd } from '#contracts/workflow/contract_term'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { inTransaction } from '#core/transaction'

/**
 * Renews a contract that renews itself and whose last day is come or gone (`today`, an ISO date), once.
 * Answers whether there was anything to renew. Throws ContractsOverlap when another contract takes its
 * tickets from then on.
 */
export const renewContract = {
  async handle(contractId: number, today: string): Promise<boolean> {
    return inTransaction(async (trx) => {
      const contract = await Contract.query({ client: trx })
        .where('id', contractId)
        .forUpdate()
        .firstOrFail()
      const { renewal, renewalMonths, endsOn, state } = contract
      if (renewal !== 'automatic' || renewalMonths === null || endsOn === null) return false
      if (ENDED_STATES.includes(state) || endsOn > today) return false
      contract.endsOn = renewedEnd(endsOn, renewalMonths)
      if (state === 'active') await refuseOverlapOf(trx, contract)
      const changes = pendingChanges(contract)
      contract.version += 1
      await contract.useTransaction(trx).save()
      await recordAudit(trx, {
        ...{ actor: SYSTEM_ACTOR, subjectType: 'contract', subjectId: contract.id },
        ...{ subjectVersion: contract.version, organisationId: contract.organisationId },
        ...{ action: 'contract.renewed', changes },
      })
      return true
    })
  },
}
