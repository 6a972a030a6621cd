import { clock } from '#core/clock'
import { publishConsentText } from '#privacy/actions/publish_consent_text'
import { savePurpose } from '#privacy/actions/save_purpose'
import ProcessingPurpose from '#privacy/models/processing_purpose'
import { SYSTEM_ACTOR } from '#core/actor'

let serial = 0

/** A purpose of the register; on consent and not mandatory unless `values` say otherwise. */
export async function createPurpose(values: Partial<ProcessingPurpose> = {}) {
  serial += 1
  const { id } = await savePurpose.handle({
    actor: SYSTEM_ACTOR,
    id: null,
    values: {
      code: `purpose-${serial}`,
      nameRu: `Цель ${serial}`,
      nameEn: `Purpose ${serial}`,
      dataCategoriesRu: 'Имя',
      dataCategoriesEn: 'Name',
      subjectsRu: 'Клиенты',
      subjectsEn: 'Clients',
      retentionRu: 'Год',
      retentionEn: 'A year',
      isMandatory: false,
      isActive: true,
      ...values,
      legalBasis: (values.legalBasis ?? 'consent') as 'consent',
    },
  })
  return ProcessingPurpose.findOrFail(id)
}

export function publish(purpose: ProcessingPurpose, effectiveOn = clock.today('UTC')) {
  return publishConsentText.handle({
    actor: SYSTEM_ACTOR,
    purposeId: purpose.id,
    textRu: 'Я согласен',
    textEn: 'I agree',
    effectiveOn,
  })
}
