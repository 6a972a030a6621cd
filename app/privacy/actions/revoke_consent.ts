import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import { AlreadyRevoked } from '#privacy/errors'
import Consent from '#privacy/models/consent'

type Input = { actor: Actor; personId: number; consentId: number; reason: string }

/** Notes that a consent was taken back; that it was given stays on record. Throws AlreadyRevoked. */
export const revokeConsent = {
  async handle({ actor, personId, consentId, reason }: Input) {
    await inTransaction(async (trx) => {
      const consent = await Consent.query({ client: trx })
        .where({ id: consentId, personId })
        .preload('purpose')
        .forUpdate()
        .firstOrFail()
      if (consent.revokedAt) throw new AlreadyRevoked()
      const person = await Person.findOrFail(personId, { client: trx })
      consent.merge({ revokedAt: clock.now(), revokedByUserId: actor.userId })
      await consent.merge({ revocationReason: reason }).useTransaction(trx).save()
      await recordAudit(trx, {
        actor,
        subjectType: 'person',
        subjectId: personId,
        organisationId: person.organisationId,
        action: 'consent.revoked',
        reason,
        changes: [{ field: 'purpose', before: consent.purpose.code, after: null }],
      })
    })
  },
}
