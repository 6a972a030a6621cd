import type ContractTerms from '#contracts/models/contract_terms'
import { termsOfContract } from '#contracts/queries/contract_terms'
import {
  termsDifferences,
  type ComparedTerms,
  type TermsDifferences,
} from '#contracts/workflow/terms_differences'

export type VersionShown = {
  number: number
  validFrom: string
  amendment: string | null
  isPresent: boolean
  isAhead: boolean
  /** Null for the contract as it was signed. */
  differences: TermsDifferences | null
  /** By key, for the names of what was changed. */
  rules: { key: string; kind: string; nameRu: string | null; nameEn: string | null }[]
}

/** The versions of a contract's terms, the latest first, each with what it changed. */
export async function contractVersions(contractId: number, today: string): Promise<VersionShown[]> {
  const versions = await termsOfContract(contractId)
  const present = versions.findLast(({ validFrom }) => validFrom <= today) ?? versions[0]
  return versions
    .map((terms, index) => {
      const before = versions[index - 1]
      const known = [...terms.rules, ...(before?.rules ?? [])]
      return {
        number: terms.number,
        validFrom: terms.validFrom,
        amendment: terms.amendment,
        isPresent: terms === present,
        isAhead: terms !== present && terms.validFrom > today,
        differences: before ? termsDifferences(comparedOf(before), comparedOf(terms)) : null,
        rules: known.map(({ key, kind, nameRu, nameEn }) => ({ key, kind, nameRu, nameEn })),
      }
    })
    .reverse()
}

export function comparedOf(terms: ContractTerms): ComparedTerms {
  const { rateCardId, rounding, travel, credits, capMinutes, rules } = terms
  const capMinor = terms.capMinor === null ? null : Number(terms.capMinor)
  return { rateCardId, rounding, travel, credits, capMinor, capMinutes, rules }
}
