import { makeDocument } from '#billing/documents/make_document'
import BillingPeriod from '#billing/models/billing_period'
import PeriodDocument from '#billing/models/period_document'
import { contractReport } from '#billing/queries/contract_report'
import { lookOfContract, type ReportLook } from '#billing/queries/report_look'
import type { ContractReport } from '#billing/queries/report_types'
import { monthOf } from '#billing/workflow/report_period'
import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { actorNames } from '#core/queries/actor_names'
import { fileHash, storeOnce } from '#core/storage'
import { inTransaction } from '#core/transaction'
import logger from '@adonisjs/core/services/logger'

/**
 * Makes the documents of a locked period that were asked for and are not there yet. Run again, or by
 * two at a time, it leaves one file of each: the first that lies in its place stays.
 */
export const makePeriodDocuments = {
  async handle(periodId: number) {
    const period = await BillingPeriod.findOrFail(periodId)
    const waiting = await waitingFor(period)
    if (waiting.length === 0) return
    const report = await contractReport(period.contractId, monthOf(period.startsOn))
    const look = await lookOfContract(period.contractId)
    for (const document of waiting) await make(document, { report, look, period })
  },

  /** They can be asked for again; the cause is for the log. */
  async giveUp(periodId: number, cause: unknown) {
    logger.error({ err: cause, periodId }, 'documents of a period could not be made')
    await PeriodDocument.query()
      .where('billingPeriodId', periodId)
      .whereNull('madeAt')
      .update({ failedAt: toSqlUtc(clock.now()) })
  },
}

function waitingFor({ id, revision }: BillingPeriod) {
  return PeriodDocument.query()
    .where({ billingPeriodId: id, revision })
    .whereNull('madeAt')
    .orderBy('id')
}

type Known = { report: ContractReport; look: ReportLook | null; period: BillingPeriod }

async function make(document: PeriodDocument, { report, look, period }: Known) {
  const { id, kind, format, language, file, askedByUserId } = document
  const preparedBy = (await actorNames([askedByUserId])).get(askedByUserId ?? 0) ?? null
  const made = await makeDocument(report, { kind, format, language, preparedBy, look })
  const kept = await storeOnce(file, made.content)
  const contentHash = fileHash(kept)
  await inTransaction(async (trx) => {
    const filled = await trx
      .from('period_documents')
      .where({ id })
      .whereNull('made_at')
      .update({
        ...{ name: made.name, content_hash: contentHash, bytes: kept.length, failed_at: null },
        made_at: toSqlUtc(clock.now()),
      })
    // Another run was quicker.
    if (Number(filled) === 0) return
    await recordAudit(trx, {
      ...{ actor: SYSTEM_ACTOR, subjectType: 'billing_period', subjectId: period.id },
      ...{ organisationId: period.organisationId, action: 'billing_period.document_made' },
      changes: [
        { field: 'document', before: null, after: made.name },
        { field: 'contentHash', before: null, after: contentHash },
      ],
    })
  })
}
