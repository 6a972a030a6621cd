import {
  CONTRACT_DOCUMENT_STEPS,
  type ContractDocumentInput,
} from '#billing/actions/make_contract_document'
import { MonthInFuture } from '#billing/errors'
import MakeContractDocumentJob from '#billing/jobs/make_contract_document_job'
import { isFutureMonth } from '#billing/queries/report_months'
import type Contract from '#contracts/models/contract'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'

type RequestDocument = { actor: Actor; contract: Contract } & Pick<
  ContractDocumentInput,
  'month' | 'format' | 'language' | 'templateId'
>

/** Has a report's document made in the background: the task row is what the person waits on. */
export const requestContractDocument = {
  async handle({ actor, contract, ...wanted }: RequestDocument): Promise<BackgroundTask> {
    if (isFutureMonth(wanted.month, contract)) throw new MonthInFuture()
    const input: ContractDocumentInput = {
      contractId: contract.id,
      preparedBy: actor.label,
      ...wanted,
    }
    const task = await inTransaction(async (trx) => {
      const { month, format, language } = wanted
      await recordAudit(trx, {
        actor,
        subjectType: 'contract',
        subjectId: contract.id,
        organisationId: contract.organisationId,
        action: 'contract.report_requested',
        changes: Object.entries({ month, format, language }).map(([field, after]) => ({
          field,
          before: null,
          after,
        })),
      })
      return BackgroundTask.create(
        {
          kind: 'contract_document',
          requestedByUserId: actor.userId,
          organisationId: contract.organisationId,
          input,
          state: 'queued',
          progressDone: 0,
          progressTotal: CONTRACT_DOCUMENT_STEPS,
        },
        { client: trx }
      )
    })
    await MakeContractDocumentJob.dispatch({ taskId: task.id })
    return task
  },
}
