import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { freezeAgreement } from '#sla/actions/freeze_agreement'
import { EndsBeforeBeginning } from '#sla/errors'
import Agreement from '#sla/models/agreement'

type Input = {
  actor: Actor
  agreementId: number
  seenVersion: number
  /** The last date it promises anything on, `YYYY-MM-DD`; null lets it go on. */
  validTo: string | null
}

/**
 * Sets the end of an agreement or takes it back (SLM-01). Clocks that run go on; tickets after the
 * end are promised nothing. Throws StaleRecord, EndsBeforeBeginning, E_ROW_NOT_FOUND.
 */
export const endAgreement = {
  async handle({ actor, agreementId, seenVersion, validTo }: Input) {
    return inTransaction(async (trx) => {
      const agreement = await Agreement.query({ client: trx })
        .where('id', agreementId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'agreement', agreement, seenVersion)
      if (validTo !== null && validTo < agreement.validFrom) throw new EndsBeforeBeginning()
      const before = agreement.validTo
      if (before === validTo) return
      await freezeAgreement(trx, agreement)
      await agreement
        .merge({ validTo, version: agreement.version + 1 })
        .useTransaction(trx)
        .save()
      await freezeAgreement(trx, agreement)
      await recordAudit(trx, {
        actor,
        action: 'agreement.ended',
        subjectType: 'agreement',
        subjectId: agreement.id,
        subjectVersion: agreement.version,
        organisationId: null,
        changes: [{ field: 'validTo', before, after: validTo }],
      })
    })
  },
}
