import { makeContractDocument } from '#billing/actions/make_contract_document'
import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { Job } from '@adonisjs/queue'

export default class MakeContractDocumentJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '10m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makeContractDocument)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
