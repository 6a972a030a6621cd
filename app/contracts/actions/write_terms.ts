import BillingRule from '#contracts/models/billing_rule'
import type Contract from '#contracts/models/contract'
import ContractTerms from '#contracts/models/contract_terms'
import type {
  CreditTerms,
  RoundingTerms,
  RuleKind,
  RuleTakes,
  TermsOfKind,
  TravelTerms,
} from '#contracts/models/terms_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A rule as it is agreed on; its key ties the versions of it together. */
export type AgreedRule = {
  [Kind in RuleKind]: {
    key: string
    kind: Kind
    terms: TermsOfKind[Kind]
    nameRu?: string | null
    nameEn?: string | null
    takes?: RuleTakes | null
  }
}[RuleKind]

export type AgreedTerms = {
  /** `YYYY-MM-DD`, the beginning of a billing period or of the contract. */
  validFrom: string
  amendment?: string | null
  rateCardId: number | null
  rounding: RoundingTerms
  travel?: TravelTerms | null
  credits?: CreditTerms | null
  capMinor?: number | null
  capMinutes?: number | null
  rules: AgreedRule[]
}

/** Writes down the next version of a contract's terms; the caller has seen that they hold. */
export async function writeTerms(
  trx: TransactionClientContract,
  contract: Contract,
  { rules, ...agreed }: AgreedTerms
): Promise<ContractTerms> {
  const before = await ContractTerms.query({ client: trx })
    .where('contractId', contract.id)
    .orderBy('number', 'desc')
    .first()
  const terms = await ContractTerms.create(
    { ...agreed, contractId: contract.id, number: (before?.number ?? 0) + 1 },
    { client: trx }
  )
  await BillingRule.createMany(
    rules.map((rule, index) => ({
      ...{ contractTermsId: terms.id, position: index + 1, key: rule.key, kind: rule.kind },
      ...{ nameRu: rule.nameRu ?? null, nameEn: rule.nameEn ?? null },
      ...{ terms: rule.terms, takes: rule.takes ?? null },
    })),
    { client: trx }
  )
  return terms
}
