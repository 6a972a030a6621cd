import { makeDocument } from '#billing/documents/make_document'
import type { ReportFormat } from '#billing/workflow/report_formats'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { contractReport } from '#billing/queries/contract_report'
import type { TaskResult } from '#core/actions/run_background_task'
import type BackgroundTask from '#core/models/background_task'

/** What a task of kind `contract_document` was asked for. */
export type ContractDocumentInput = {
  contractId: number
  month: string
  format: ReportFormat
  /** Null is the client's own. */
  language: DocumentLanguage | null
  preparedBy: string
}

/** Collecting the data, making the file. */
export const CONTRACT_DOCUMENT_STEPS = 2

/** The work of a task of kind `contract_document`. */
export async function makeContractDocument(
  task: BackgroundTask,
  advance: () => Promise<void>
): Promise<TaskResult> {
  const { contractId, month, ...wanted } = task.input as ContractDocumentInput
  const report = await contractReport(contractId, month)
  await advance()
  return makeDocument(report, wanted)
}
