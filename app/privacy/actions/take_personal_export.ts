import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import { inTransaction } from '#core/transaction'
import { errors } from '@adonisjs/lucid'

/** Fetching the file is on record as well as asking for it. Gives where it lies and what it is called. */
export const takePersonalExport = {
  async handle({ actor, task }: { actor: Actor; task: BackgroundTask }) {
    const { resultFile, resultName } = task
    if (!resultFile || !resultName) throw new errors.E_ROW_NOT_FOUND()
    await inTransaction((trx) =>
      recordAudit(trx, {
        actor,
        subjectType: 'person',
        subjectId: Number(task.input.personId),
        organisationId: task.organisationId,
        action: 'person.export_downloaded',
      })
    )
    return { path: storagePath(resultFile), name: resultName }
  },
}
