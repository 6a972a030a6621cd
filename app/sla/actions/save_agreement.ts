import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange, Plain } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { freezeAgreement } from '#sla/actions/freeze_agreement'
import { refuseAgreement } from '#sla/actions/refuse_agreement'
import { planTargets, writeTargets } from '#sla/actions/store_targets'
import Agreement from '#sla/models/agreement'
import type {
  AgreementKind,
  DeliveryStart,
  ReopenPolicy,
  SwitchPolicy,
} from '#sla/models/agreement_types'
import { targetDifferences, type AgreementContent } from '#sla/workflow/agreement_content'
import type { TargetRowValues } from '#sla/workflow/target_rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type AgreementValues = {
  code: string
  /** Stays what it was made as. */
  kind: AgreementKind
  nameRu: string
  nameEn: string
  calendarId: number
  /** Local dates `YYYY-MM-DD`, both included. */
  validFrom: string
  validTo: string | null
  pauseStates: string[]
  switchPolicy: SwitchPolicy
  reopenPolicy: ReopenPolicy
  deliveryStart: DeliveryStart
  rows: TargetRowValues[]
}

type Input = {
  actor: Actor
  /** Null makes a new agreement. */
  agreementId: number | null
  seenVersion?: number
  values: AgreementValues
}

/**
 * Makes or changes an agreement (SLM-01, SLM-02). Clocks keep what they were begun with (SLM-08):
 * targets stay under their numbers, and every version stays readable. Throws StaleRecord,
 * ReferenceNotFound and the refusals of `#sla/errors`.
 */
export const saveAgreement = {
  async handle({ actor, agreementId, seenVersion, values }: Input): Promise<Agreement> {
    return inTransaction(async (trx) => {
      const agreement = await lockOrNew(trx, agreementId)
      await refuseStale(trx, 'agreement', agreement, seenVersion)
      await refuseAgreement(trx, agreement, values)
      const isNew = !agreement.$isPersisted
      const { rows, ...plain } = values
      const plan = await planTargets(trx, agreementId, rows)
      agreement.merge(plain)
      const changes = pendingChanges(agreement).filter(
        ({ field, before, after }) =>
          field in plain && JSON.stringify(before) !== JSON.stringify(after)
      )
      if (changes.length + plan.written.length + plan.removed.length === 0) return agreement

      // Rows that came about by other means get their history here.
      const before = isNew ? null : await freezeAgreement(trx, agreement)
      agreement.version += 1
      await agreement.useTransaction(trx).save()
      await writeTargets(trx, agreement.id, plan)
      const after = await freezeAgreement(trx, agreement)
      await recordAudit(trx, {
        actor,
        subjectType: 'agreement',
        subjectId: agreement.id,
        subjectVersion: agreement.version,
        organisationId: null,
        action: isNew ? 'agreement.created' : 'agreement.changed',
        changes: [...changes, ...targetChanges(before, after)],
      })
      return agreement
    })
  },
}

async function lockOrNew(trx: TransactionClientContract, id: number | null): Promise<Agreement> {
  if (id === null) return new Agreement().merge({ version: 0 })
  return Agreement.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

/** Of the targets only those that differ, in the words of the version. */
function targetChanges(before: AgreementContent | null, after: AgreementContent): FieldChange[] {
  const pairs = targetDifferences(before?.targets ?? [], after.targets)
  if (pairs.length === 0) return []
  const side = (name: 'before' | 'after') =>
    pairs.map((pair) => pair[name]).filter((target) => target !== null) as unknown as Plain
  return [{ field: 'targets', before: side('before'), after: side('after') }]
}
