import { storagePath } from '#core/storage'
import { findBackgroundTask, findTaskFile } from '#web/queries/find_background_task'
import type { HttpContext } from '@adonisjs/core/http'

/** Long work in the background: a page asks how far it is, then takes the file. */
export default class BackgroundTasksController {
  async show({ params, principal, i18n }: HttpContext) {
    const task = await findBackgroundTask(principal, params.id)
    return {
      state: task.state,
      progressDone: task.progressDone,
      progressTotal: task.progressTotal,
      name: task.resultName,
      downloadUrl: task.resultFile ? `/background-tasks/${task.id}/file` : null,
      error: task.errorCode ? i18n.t(`tasks.errors.${task.errorCode}`) : null,
    }
  }

  async file({ params, principal, response }: HttpContext) {
    const { file, name } = await findTaskFile(principal, params.id)
    response.header('Cache-Control', 'private, no-store')
    return response.attachment(storagePath(file), name)
  }
}
