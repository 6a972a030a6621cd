import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'
import type Person from '#directory/models/person'
import { personalDataSources } from '#directory/queries/personal_data'
import MakePersonalExportJob from '#privacy/jobs/make_personal_export_job'
import { EXPORT_KIND } from '#privacy/queries/find_personal_export'

type Input = { actor: Actor; person: Person; language: 'ru' | 'en'; timeZone: string }

/** Has everything that is kept about a person collected in the background (152-FZ, art. 14). */
export const requestPersonalExport = {
  async handle({ actor, person, language, timeZone }: Input): Promise<BackgroundTask> {
    const task = await inTransaction(async (trx) => {
      await recordAudit(trx, {
        actor,
        subjectType: 'person',
        subjectId: person.id,
        organisationId: person.organisationId,
        action: 'person.data_exported',
      })
      return BackgroundTask.create(
        {
          kind: EXPORT_KIND,
          requestedByUserId: actor.userId,
          organisationId: person.organisationId,
          input: { personId: person.id, language, timeZone },
          state: 'queued',
          progressDone: 0,
          progressTotal: personalDataSources().length + 1,
        },
        { client: trx }
      )
    })
    await MakePersonalExportJob.dispatch({ taskId: task.id })
    return task
  },
}
