import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { makeSinglePoints } from '#cmdb/actions/make_single_points'
import { Job } from '@adonisjs/queue'

export default class MakeSinglePointsJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '20m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makeSinglePoints)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
