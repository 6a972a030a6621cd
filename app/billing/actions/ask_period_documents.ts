import MakePeriodDocumentsJob from '#billing/jobs/make_period_documents_job'
import type BillingPeriod from '#billing/models/billing_period'
import PeriodDocument from '#billing/models/period_document'
import { papersOf, type Paper } from '#billing/workflow/period_papers'
import { enqueueJob } from '#core/actions/enqueue_job'
import { clock } from '#core/clock'
import { documentLanguage, type DocumentLanguage } from '#core/documents/document_texts'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { randomUUID } from 'node:crypto'

type Asked = Paper & { language: DocumentLanguage }

/**
 * Has documents of a locked period's revision made that are not there yet; the rows and the job that
 * fills them are written together. Who asks for the same waits for the same. The caller holds the
 * contract's row, so that the period stays as it is.
 */
export async function askPeriodDocuments(
  trx: TransactionClientContract,
  period: BillingPeriod,
  { papers, userId }: { papers: readonly Asked[]; userId: number | null }
): Promise<PeriodDocument[]> {
  const of = { billingPeriodId: period.id, revision: period.revision }
  const known = await PeriodDocument.query({ client: trx }).where(of)
  const asked: PeriodDocument[] = []
  for (const paper of papers) {
    const found = known.find(
      ({ kind, format, language }) =>
        kind === paper.kind && format === paper.format && language === paper.language
    )
    const row =
      found ??
      (await PeriodDocument.create(
        {
          ...{ ...of, ...paper, askedByUserId: userId, askedAt: clock.now() },
          file: `period_documents/${randomUUID()}.${paper.format}`,
        },
        { client: trx }
      ))
    if (row.failedAt) await row.merge({ failedAt: null, askedAt: clock.now() }).save()
    asked.push(row)
  }
  if (asked.some(({ madeAt }) => !madeAt)) {
    await enqueueJob(trx, MakePeriodDocumentsJob.dispatch({ periodId: period.id }))
  }
  return asked
}

/** Those a period has without being asked for, in the client's language. */
export async function askUsualDocuments(
  trx: TransactionClientContract,
  period: BillingPeriod,
  userId: number | null
) {
  const lines = await trx
    .from('charge_lines')
    .where({ billing_period_id: period.id, revision: period.revision })
    .count('* as total')
    .first()
  const language = languageOfPeriod(period)
  const papers = papersOf(period.state, Number(lines.total) > 0)
  await askPeriodDocuments(trx, period, {
    papers: papers.map((paper) => ({ ...paper, language })),
    userId,
  })
}

/** The client's own, as it was when the period was approved. */
export function languageOfPeriod({ snapshot }: BillingPeriod): DocumentLanguage {
  return documentLanguage(snapshot?.client.locale)
}
