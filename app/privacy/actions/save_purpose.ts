import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { CodeTaken, MandatoryWithoutConsent } from '#privacy/errors'
import ProcessingPurpose from '#privacy/models/processing_purpose'
import { forgetMandatoryTexts } from '#privacy/queries/mandatory_texts'
import type { LegalBasis } from '#privacy/workflow/privacy_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type PurposeValues = {
  code: string
  nameRu: string
  nameEn: string
  legalBasis: LegalBasis
  dataCategoriesRu: string
  dataCategoriesEn: string
  subjectsRu: string
  subjectsEn: string
  retentionRu: string
  retentionEn: string
  isMandatory: boolean
  isActive: boolean
}

type Input = { actor: Actor; id: number | null; version?: number; values: PurposeValues }

/** Adds or changes a row of the register. Throws StaleRecord, CodeTaken, MandatoryWithoutConsent. */
export const savePurpose = {
  async handle({ actor, id, version, values }: Input): Promise<ProcessingPurpose> {
    if (values.isMandatory && values.legalBasis !== 'consent') throw new MandatoryWithoutConsent()
    const saved = await inTransaction(async (trx) => {
      const purpose = await findOrNew(trx, id)
      if (id !== null) await refuseStale(trx, 'processing_purpose', purpose, version)
      await refuseTakenCode(trx, values.code, id)
      purpose.merge(values)
      const changes = pendingChanges(purpose)
      if (changes.length === 0) return purpose
      purpose.version = id === null ? 1 : purpose.version + 1
      await purpose.useTransaction(trx).save()
      await recordAudit(trx, {
        actor,
        subjectType: 'processing_purpose',
        subjectId: purpose.id,
        subjectVersion: purpose.version,
        organisationId: null,
        action: id === null ? 'processing.purpose_added' : 'processing.purpose_changed',
        changes,
      })
      return purpose
    })
    forgetMandatoryTexts()
    return saved
  },
}

async function findOrNew(trx: TransactionClientContract, id: number | null) {
  if (id === null) return new ProcessingPurpose().merge({ position: 0 })
  return ProcessingPurpose.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

async function refuseTakenCode(trx: TransactionClientContract, code: string, id: number | null) {
  const other = await ProcessingPurpose.query({ client: trx }).where({ code }).first()
  if (other && other.id !== id) throw new CodeTaken()
}
