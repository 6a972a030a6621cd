import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import Agreement from '#sla/models/agreement'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  agreementId: number
  seenVersion: number
  /** Of an OLA: the teams that promise its times. */
  teamIds: number[]
  /** Of an agreement with a supplier: who that is. */
  supplierId: number | null
}

/** Whose promise an internal or a supplier's agreement is (§3.3.11); a team has one OLA at most. */
export const setAgreementHolders = {
  async handle({ actor, agreementId, seenVersion, teamIds, supplierId }: Input) {
    return inTransaction(async (trx) => {
      const agreement = await Agreement.query({ client: trx })
        .where('id', agreementId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'agreement', agreement, seenVersion)
      const changes =
        agreement.kind === 'ola'
          ? [await setTeams(trx, agreement, teamIds)]
          : [await setSupplier(trx, agreement, supplierId)]
      agreement.version += 1
      await agreement.useTransaction(trx).save()
      await recordAudit(trx, {
        actor,
        action: 'agreement.holders_changed',
        subjectType: 'agreement',
        subjectId: agreement.id,
        subjectVersion: agreement.version,
        organisationId: null,
        changes,
      })
    })
  },
}

async function setTeams(trx: TransactionClientContract, { id }: Agreement, given: number[]) {
  const wanted = [...new Set(given)].sort((a, b) => a - b)
  const known = await trx.from('teams').whereIn('id', wanted).select('id')
  if (known.length < wanted.length) throw new ReferenceNotFound('teamIds')
  const rows = await trx.from('teams').where('ola_agreement_id', id).orderBy('id').select('id')
  await trx.from('teams').where('ola_agreement_id', id).update({ ola_agreement_id: null })
  await trx.from('teams').whereIn('id', wanted).update({ ola_agreement_id: id })
  return { field: 'teamIds', before: rows.map((row) => Number(row.id)), after: wanted }
}

async function setSupplier(
  trx: TransactionClientContract,
  agreement: Agreement,
  supplierId: number | null
) {
  const before = agreement.supplierId
  if (supplierId !== null) {
    const supplier = await trx.from('organisations').where('id', supplierId).first()
    if (!supplier) throw new ReferenceNotFound('supplierId')
  }
  agreement.supplierId = supplierId
  return { field: 'supplierId', before, after: supplierId }
}
