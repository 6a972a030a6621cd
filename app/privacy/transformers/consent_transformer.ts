import type Consent from '#privacy/models/consent'
import type { ConsentMethod } from '#privacy/workflow/privacy_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** Who agreed to which version, when, how and from where. */
export default class ConsentTransformer extends BaseTransformer<Consent> {
  toObject() {
    const { purpose, consentText, recordedBy } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'ip', 'documentReference', 'revocationReason']),
      purposeRu: purpose.nameRu,
      purposeEn: purpose.nameEn,
      number: consentText.number,
      method: this.resource.method as ConsentMethod,
      givenAt: this.resource.givenAt.toISO()!,
      revokedAt: this.resource.revokedAt?.toISO() ?? null,
      recordedBy: recordedBy?.person.displayName ?? null,
    }
  }
}
