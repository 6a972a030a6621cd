import { askKeptReport } from '#billing/actions/ask_kept_report'
import { makePeriodDocuments } from '#billing/actions/make_period_documents'
import { makeDocument } from '#billing/documents/make_document'
import ReportTemplate from '#billing/models/report_template'
import { contractReport } from '#billing/queries/contract_report'
import { lookOf, lookOfContract } from '#billing/queries/report_look'
import { readPeriodDocument } from '#billing/queries/period_documents'
import type { ReportFormat } from '#billing/workflow/report_formats'
import type { TaskResult } from '#core/actions/run_background_task'
import type BackgroundTask from '#core/models/background_task'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { isDocumentFormat } from '#core/documents/render_document'

/** What a task of kind `contract_document` was asked for. */
export type ContractDocumentInput = {
  contractId: number
  month: string
  format: ReportFormat
  /** Null is the client's own. */
  language: DocumentLanguage | null
  preparedBy: string
  /** To try a template: a sample is never the kept document. */
  templateId?: number
}

/** Collecting the data, making the file. */
export const CONTRACT_DOCUMENT_STEPS = 2

/** The work of a task of kind `contract_document`: of a locked period, the document that is kept. */
export async function makeContractDocument(
  task: BackgroundTask,
  advance: () => Promise<void>
): Promise<TaskResult> {
  const { contractId, month, format, templateId, ...wanted } = task.input as ContractDocumentInput
  const kept =
    isDocumentFormat(format) && templateId === undefined
      ? await askKeptReport.handle({
          ...{ contractId, month, format, language: wanted.language },
          userId: task.requestedByUserId,
        })
      : null
  if (kept) {
    await makePeriodDocuments.handle(kept.billingPeriodId)
    await advance()
    return readPeriodDocument(await kept.refresh())
  }
  const report = await contractReport(contractId, month)
  await advance()
  const look =
    templateId === undefined
      ? await lookOfContract(contractId)
      : await lookOf(await ReportTemplate.findOrFail(templateId))
  return makeDocument(report, { format, ...wanted, look })
}
