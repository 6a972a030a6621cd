import { makeCiHealth } from '#cmdb/actions/make_ci_health'
import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { Job } from '@adonisjs/queue'

export default class MakeCiHealthJob extends Job<{ taskId: number }> {
  static override options = { name: 'make_ci_health', maxRetries: 1, timeout: '20m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makeCiHealth)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
