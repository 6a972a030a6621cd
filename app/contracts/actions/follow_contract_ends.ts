import { moveContract } from '#contracts/actions/move_contract'
import { renewContract } from '#contracts/actions/renew_contract'
import { tellAccountManagers } from '#contracts/actions/tell_account_managers'
import { ContractsOverlap, StepNotPossible } from '#contracts/errors'
import Contract from '#contracts/models/contract'
import type { ContractNotice } from '#contracts/models/contract_notice_types'
import { daysBefore, TOLD_DAYS_BEFORE } from '#contracts/workflow/contract_term'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { StaleRecord } from '#core/errors'

/**
 * Follows contracts to their ends (§7.1, §2.8): tells account managers beforehand, renews on the last
 * day what renews itself, and lets the others expire the day after. What was done is not done again;
 * a run that broke off, or came late, is made up for by the next. Days are those of the contract's zone.
 */
export const followContractEnds = {
  async handle(): Promise<{ renewed: number; expired: number; told: number }> {
    const ending = await Contract.query()
      .whereIn('state', ['active', 'suspended'])
      .whereNotNull('endsOn')
      .orderBy('id')
    const done = { renewed: 0, expired: 0, told: 0 }
    for (const contract of ending) {
      const today = clock.today(contract.timeZone)
      done.told += await tellAccountManagers.handle(contract.id, noticesOf(contract, today))
      if (contract.endsOn! > today) continue
      done.renewed += await renew(contract.id, today)
      done.expired += await expire(contract.id, today)
    }
    return done
  },
}

function noticesOf({ endsOn, noticeDays, renewal }: Contract, today: string): ContractNotice[] {
  const until = endsOn!
  if (today > until) return []
  const of = {
    ...{ about: '', ofDate: until, told: { endsOn: until } },
    params: { endsOn: until, renewal },
  }
  const notices: ContractNotice[] = []
  if (noticeDays !== null && today >= daysBefore(until, noticeDays)) {
    notices.push({ ...of, event: 'notice_begins' })
  }
  if (today >= daysBefore(until, TOLD_DAYS_BEFORE)) notices.push({ ...of, event: 'ending' })
  return notices
}

/** Until its end lies ahead; one that another contract has taken the place of is left to end. */
async function renew(contractId: number, today: string): Promise<number> {
  for (let renewed = 0; ; renewed += 1) {
    try {
      if (!(await renewContract.handle(contractId, today))) return renewed
    } catch (error) {
      if (error instanceof ContractsOverlap) return renewed
      throw error
    }
  }
}

async function expire(contractId: number, today: string): Promise<number> {
  const contract = await Contract.findOrFail(contractId)
  if (contract.endsOn === null || contract.endsOn >= today) return 0
  try {
    await moveContract.handle({
      ...{ actor: SYSTEM_ACTOR, contractId, seenVersion: contract.version },
      ...{ step: 'expire', reason: null, endsOn: null },
    })
    return 1
  } catch (error) {
    // Somebody was faster; what they left is looked at by the next run.
    if (error instanceof StaleRecord || error instanceof StepNotPossible) return 0
    throw error
  }
}
