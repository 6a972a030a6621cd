import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { makeImpactDocument } from '#cmdb/actions/make_impact_document'
import { Job } from '@adonisjs/queue'

export default class MakeImpactDocumentJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '5m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makeImpactDocument)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
