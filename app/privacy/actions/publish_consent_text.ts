import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { EffectiveInPast } from '#privacy/errors'
import ConsentText from '#privacy/models/consent_text'
import ProcessingPurpose from '#privacy/models/processing_purpose'
import { forgetMandatoryTexts } from '#privacy/queries/mandatory_texts'

type Input = {
  actor: Actor
  purposeId: number
  textRu: string
  textEn: string
  effectiveOn: string
}

/**
 * Publishes the next version of a consent. From then on neither it nor those before can be changed:
 * what somebody agreed to stays what it was. Throws EffectiveInPast.
 */
export const publishConsentText = {
  async handle({ actor, purposeId, ...text }: Input): Promise<ConsentText> {
    if (text.effectiveOn < clock.today('UTC')) throw new EffectiveInPast()
    const published = await inTransaction(async (trx) => {
      const purpose = await ProcessingPurpose.query({ client: trx })
        .where('id', purposeId)
        .forUpdate()
        .firstOrFail()
      const last = await ConsentText.query({ client: trx })
        .where({ purposeId })
        .orderBy('number', 'desc')
        .first()
      const number = (last?.number ?? 0) + 1
      const publishedAt = clock.now()
      const made = await ConsentText.create(
        { ...text, purposeId, number, publishedAt, publishedByUserId: actor.userId },
        { client: trx }
      )
      await recordAudit(trx, {
        actor,
        subjectType: 'processing_purpose',
        subjectId: purpose.id,
        organisationId: null,
        action: 'consent.text_published',
        changes: [
          { field: 'consentVersion', before: last?.number ?? null, after: number },
          { field: 'effectiveOn', before: last?.effectiveOn ?? null, after: text.effectiveOn },
        ],
      })
      return made
    })
    forgetMandatoryTexts()
    return published
  },
}
