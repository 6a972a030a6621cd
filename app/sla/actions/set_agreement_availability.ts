import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { freezeAgreement } from '#sla/actions/freeze_agreement'
import { AvailabilityPromisedTwice } from '#sla/errors'
import Agreement from '#sla/models/agreement'
import AgreementAvailability from '#sla/models/agreement_availability'
import { isSameContent, sharesOf } from '#sla/workflow/agreement_content'
import { agreementContent } from '#sla/queries/agreement_content'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type AvailabilityRow = { serviceId: number; target: string; calendarId: number | null }
type Input = { actor: Actor; agreementId: number; seenVersion: number; rows: AvailabilityRow[] }

/**
 * Which share of time an agreement promises for which services (SLM-10), as a new version of it.
 * Throws StaleRecord, ReferenceNotFound, AvailabilityPromisedTwice.
 */
export const setAgreementAvailability = {
  async handle({ actor, agreementId, seenVersion, rows }: Input): Promise<Agreement> {
    return inTransaction(async (trx) => {
      const agreement = await Agreement.query({ client: trx })
        .where('id', agreementId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'agreement', agreement, seenVersion)
      await refuseRows(trx, rows)

      const before = await freezeAgreement(trx, agreement)
      await AgreementAvailability.query({ client: trx }).where({ agreementId }).delete()
      const kept = rows.toSorted((a, b) => a.serviceId - b.serviceId)
      await AgreementAvailability.createMany(
        kept.map((row) => ({ agreementId, ...row })),
        { client: trx }
      )
      const after = await agreementContent(agreementId, trx)
      // A save without a change leaves no trace.
      if (isSameContent(before, after)) return agreement
      agreement.version += 1
      await agreement.useTransaction(trx).save()
      await freezeAgreement(trx, agreement)
      await recordAudit(trx, {
        ...{ actor, action: 'agreement.availability_set', subjectType: 'agreement' },
        ...{ subjectId: agreementId, subjectVersion: agreement.version, organisationId: null },
        changes: [{ field: 'availability', before: sharesOf(before), after: sharesOf(after) }],
      })
      return agreement
    })
  },
}

async function refuseRows(trx: TransactionClientContract, rows: AvailabilityRow[]) {
  const services = new Set(rows.map(({ serviceId }) => serviceId))
  if (services.size < rows.length) throw new AvailabilityPromisedTwice()
  const calendars = new Set(rows.flatMap(({ calendarId }) => calendarId ?? []))
  const known = async (table: string, ids: Set<number>) =>
    (
      await trx
        .from(table)
        .whereIn('id', [...ids])
        .select('id')
    ).length === ids.size
  if (!(await known('services', services))) throw new ReferenceNotFound('serviceId')
  if (!(await known('calendars', calendars))) throw new ReferenceNotFound('calendarId')
}
