import AgreementVersion from '#sla/models/agreement_version'
import type Agreement from '#sla/models/agreement'
import { agreementContent } from '#sla/queries/agreement_content'
import { isSameContent, type AgreementContent } from '#sla/workflow/agreement_content'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Writes down for ever what an agreement promises from its present version on (SLM-01, SLM-08).
 * Without a difference to the version before there is nothing to write. The agreement's row must be
 * locked.
 */
export async function freezeAgreement(
  trx: TransactionClientContract,
  { id, version }: Pick<Agreement, 'id' | 'version'>
): Promise<AgreementContent> {
  const content = await agreementContent(id, trx)
  const latest = await AgreementVersion.query({ client: trx })
    .where('agreementId', id)
    .orderBy('version', 'desc')
    .first()
  if (latest && isSameContent(latest.content, content)) return content
  await AgreementVersion.create({ agreementId: id, version, content }, { client: trx })
  return content
}
