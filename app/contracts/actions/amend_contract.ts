import { refuseTerms } from '#contracts/actions/refuse_terms'
import { writeTerms, type AgreedTerms } from '#contracts/actions/write_terms'
import { ContractEnded } from '#contracts/errors'
import Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import { ENDED_STATES } from '#contracts/models/contract_types'
import { comparedOf } from '#contracts/queries/contract_versions'
import { termsOfContract } from '#contracts/queries/contract_terms'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { Plain } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import { inTransaction } from '#core/transaction'

type Input = {
  actor: Actor
  /** Draws only on rate cards this person may see. */
  principal: Principal
  contractId: number
  seenVersion: number
  values: AgreedTerms
}

/**
 * Writes down the terms of a contract or an amendment to them (§7.1). An amendment on the day of the
 * latest version takes its place as long as nothing was charged by it. Throws StaleRecord,
 * ReferenceNotFound and the refusals of `#contracts/errors`.
 */
export const amendContract = {
  async handle({
    actor,
    principal,
    contractId,
    seenVersion,
    values,
  }: Input): Promise<ContractTerms> {
    return inTransaction(async (trx) => {
      const contract = await Contract.query({ client: trx })
        .where('id', contractId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'contract', contract, seenVersion)
      if (ENDED_STATES.includes(contract.state)) throw new ContractEnded()
      const versions = await termsOfContract(contractId, trx)
      await refuseTerms(trx, principal, contract, versions, values)
      const latest = versions.at(-1)
      const replaced = latest?.validFrom === values.validFrom ? latest : null
      const before = latest ? told(latest) : null
      if (replaced) await replaced.useTransaction(trx).delete()
      const terms = await writeTerms(trx, contract, values)
      await terms.load('rules')
      contract.version += 1
      await contract.useTransaction(trx).save()
      await recordAudit(trx, {
        actor,
        subjectType: 'contract',
        subjectId: contract.id,
        subjectVersion: contract.version,
        organisationId: contract.organisationId,
        action: latest ? 'contract.amended' : 'contract.terms_agreed',
        changes: [{ field: 'terms', before, after: told(terms) }],
      })
      return terms
    })
  },
}

/** The whole version, so that one that was replaced stays readable. */
function told(terms: ContractTerms): Plain {
  const { number, validFrom, amendment } = terms
  const { rules, ...general } = comparedOf(terms)
  const plain = rules.map(({ key, kind, nameRu, nameEn, terms: agreed, takes }) => ({
    ...{ key, kind, nameRu, nameEn, terms: agreed, takes },
  }))
  return { number, validFrom, amendment, ...general, rules: plain } as unknown as Plain
}
