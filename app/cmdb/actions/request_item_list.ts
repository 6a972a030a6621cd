import MakeItemListJob from '#cmdb/jobs/make_item_list_job'
import { ITEM_LIST, type ItemListInput } from '#cmdb/actions/make_item_list'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'
import type { Principal, Reach } from '#directory/queries/principal'

type Request = { actor: Actor; principal: Principal } & ItemListInput

/** Has a list of items made as a file in the background, as far as its reader reaches. */
export const requestItemList = {
  async handle({ actor, principal, ...wanted }: Request): Promise<BackgroundTask> {
    const input: ItemListInput & { reach: Reach } = {
      ...wanted,
      reach: principal.reach('cis.view'),
    }
    const task = await inTransaction(async (trx) => {
      await recordAudit(trx, {
        ...{ actor, subjectType: ITEM_LIST, subjectId: 0, organisationId: null },
        action: 'item_list.requested',
        changes: Object.entries({ format: wanted.format, ...wanted.query }).map(
          ([field, after]) => ({ field, before: null, after })
        ),
      })
      return BackgroundTask.create(
        {
          ...{ kind: ITEM_LIST, requestedByUserId: principal.userId, input },
          ...{ organisationId: null, state: 'queued', progressDone: 0, progressTotal: 1 },
        },
        { client: trx }
      )
    })
    await MakeItemListJob.dispatch({ taskId: task.id })
    return task
  },
}
