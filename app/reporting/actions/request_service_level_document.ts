import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { DocumentLanguage } from '#core/documents/document_texts'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'
import type { Principal, Reach } from '#directory/queries/principal'
import {
  SERVICE_LEVEL_DOCUMENT_STEPS,
  type ServiceLevelDocumentInput,
  type ServiceLevelFormat,
} from '#reporting/actions/make_service_level_document'
import MakeServiceLevelDocumentJob from '#reporting/jobs/make_service_level_document_job'

type RequestDocument = {
  actor: Actor
  principal: Principal
  format: ServiceLevelFormat
  language: DocumentLanguage
  query: Record<string, string>
}

/** Has the report made in the background, as far as its reader reaches at that moment. */
export const requestServiceLevelDocument = {
  async handle({ actor, principal, ...wanted }: RequestDocument) {
    const reach: Reach = principal.reach('agreements.report')
    const input: ServiceLevelDocumentInput & { reach: Reach } = { ...wanted, reach }
    const task = await inTransaction(async (trx) => {
      await recordAudit(trx, {
        actor,
        subjectType: 'service_level_report',
        subjectId: 0,
        organisationId: null,
        action: 'service_level_report.requested',
        changes: Object.entries({ format: wanted.format, ...wanted.query }).map(
          ([field, after]) => ({ field, before: null, after })
        ),
      })
      return BackgroundTask.create(
        {
          kind: 'service_level_document',
          requestedByUserId: principal.userId,
          organisationId: null,
          input,
          state: 'queued',
          progressDone: 0,
          progressTotal: SERVICE_LEVEL_DOCUMENT_STEPS,
        },
        { client: trx }
      )
    })
    await MakeServiceLevelDocumentJob.dispatch({ taskId: task.id })
    return task
  },
}
