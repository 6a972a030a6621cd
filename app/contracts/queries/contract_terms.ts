import type BillingRule from '#contracts/models/billing_rule'
import ContractTerms from '#contracts/models/contract_terms'
import { sumMinor } from '#core/money'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** All versions of a contract's terms, the oldest first, with rules and rates. */
export async function termsOfContract(
  contractId: number,
  client?: QueryClientContract
): Promise<ContractTerms[]> {
  return (await termsOfContracts([contractId], client)).get(contractId) ?? []
}

/** The same of several contracts at once; those without terms are left out. */
export async function termsOfContracts(
  contractIds: readonly number[],
  client?: QueryClientContract
): Promise<Map<number, ContractTerms[]>> {
  const versions = await ContractTerms.query({ client })
    .whereIn('contractId', [...contractIds])
    .orderBy('validFrom')
    .preload('rules')
    .preload('rateCard', (card) => void card.preload('rates'))
  return Map.groupBy(versions, ({ contractId }) => contractId)
}

/**
 * The version a billing period is charged by: an amendment takes effect with the period it begins in
 * or with the next one, never in the middle. Before the first version that one counts.
 */
export function termsFrom<Terms extends { validFrom: string }>(
  versions: readonly Terms[],
  startsOn: string
): Terms {
  const found = versions.findLast(({ validFrom }) => validFrom <= startsOn) ?? versions[0]
  if (!found) throw new RangeError('A contract without terms')
  return found
}

/** The version in force on a day; a contract on its way may have none yet. */
export function latestTerms(versions: readonly ContractTerms[], today: string) {
  return versions.length === 0 ? null : termsFrom(versions, today)
}

/** The fees of a period, which broken promises can reduce (§7.5); null without any. */
export function feeOf(rules: readonly BillingRule[]): number | null {
  const fees = rules.flatMap(({ terms }) => ('feeMinor' in terms ? [terms.feeMinor] : []))
  return fees.length === 0 ? null : sumMinor(fees)
}
