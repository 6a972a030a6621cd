import MakeImpactDocumentJob from '#cmdb/jobs/make_impact_document_job'
import { IMPACT_DOCUMENT_STEPS, type ImpactDocumentInput } from '#cmdb/actions/make_impact_document'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'

type Request = {
  actor: Actor
  principal: Principal
  item: ConfigurationItem
  wanted: Omit<ImpactDocumentInput, 'number' | 'reach'>
}

/** Has the picture and its list put on paper in the background, as far as its reader reaches. */
export const requestImpactDocument = {
  async handle({ actor, principal, item, wanted }: Request): Promise<BackgroundTask> {
    const input = { ...wanted, number: item.number, reach: principal.reach('cis.view') }
    const task = await inTransaction(async (trx) => {
      await recordAudit(trx, {
        ...{ actor, subjectType: 'configuration_item', subjectId: item.id },
        organisationId: item.organisationId,
        action: 'configuration_item.impact_printed',
        changes: [{ field: 'paper', before: null, after: wanted.paper }],
      })
      return BackgroundTask.create(
        {
          ...{ kind: 'impact_document', requestedByUserId: principal.userId, input },
          ...{ organisationId: null, state: 'queued', progressDone: 0 },
          progressTotal: IMPACT_DOCUMENT_STEPS,
        },
        { client: trx }
      )
    })
    await MakeImpactDocumentJob.dispatch({ taskId: task.id })
    return task
  },
}
