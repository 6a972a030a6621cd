import type { ContractState } from '#contracts/models/contract_types'

export const CONTRACT_STEPS = ['activate', 'suspend', 'resume', 'expire', 'terminate'] as const
export type ContractStep = (typeof CONTRACT_STEPS)[number]

type Step = { from: readonly ContractState[]; to: ContractState }

/** The life of a contract (domain §2.8); an end cannot be taken back. */
export const STEPS: Record<ContractStep, Step> = {
  activate: { from: ['draft'], to: 'active' },
  suspend: { from: ['active'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'active' },
  expire: { from: ['active', 'suspended'], to: 'expired' },
  terminate: { from: ['active', 'suspended'], to: 'terminated' },
}

/** Steps that may be taken on a day `YYYY-MM-DD`: a contract expires when its last day is over. */
export function stepsFrom(
  { state, endsOn }: { state: ContractState; endsOn: string | null },
  today: string
): ContractStep[] {
  return CONTRACT_STEPS.filter((step) => {
    if (!STEPS[step].from.includes(state)) return false
    return step !== 'expire' || (endsOn !== null && endsOn < today)
  })
}
