import { makeItemList } from '#cmdb/actions/make_item_list'
import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { Job } from '@adonisjs/queue'

export default class MakeItemListJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '10m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makeItemList)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
