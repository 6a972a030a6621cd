import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { makePersonalExport } from '#privacy/actions/make_personal_export'
import { Job } from '@adonisjs/queue'

export default class MakePersonalExportJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '10m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makePersonalExport)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
