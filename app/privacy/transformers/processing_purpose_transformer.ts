import type ConsentText from '#privacy/models/consent_text'
import type ProcessingPurpose from '#privacy/models/processing_purpose'
import type { LegalBasis } from '#privacy/workflow/privacy_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A row of the register with every version of its consent, the newest first. */
export default class ProcessingPurposeTransformer extends BaseTransformer<ProcessingPurpose> {
  toObject() {
    const purpose = this.resource
    return {
      ...this.pick(purpose, [
        ...(['id', 'code', 'nameRu', 'nameEn', 'dataCategoriesRu', 'dataCategoriesEn'] as const),
        ...(['subjectsRu', 'subjectsEn', 'retentionRu', 'retentionEn'] as const),
        ...(['isMandatory', 'isActive', 'version'] as const),
      ]),
      legalBasis: purpose.legalBasis as LegalBasis,
      texts: purpose.texts.map(toText),
    }
  }
}

function toText(text: ConsentText) {
  const { id, number, textRu, textEn, effectiveOn } = text
  return { id, number, textRu, textEn, effectiveOn, publishedAt: text.publishedAt.toISO()! }
}
