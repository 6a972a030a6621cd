import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { makeServiceLevelDocument } from '#reporting/actions/make_service_level_document'
import { Job } from '@adonisjs/queue'

export default class MakeServiceLevelDocumentJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '10m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makeServiceLevelDocument)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
