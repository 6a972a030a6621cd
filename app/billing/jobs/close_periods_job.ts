import { closePeriods } from '#billing/actions/close_periods'
import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { Job } from '@adonisjs/queue'

export default class ClosePeriodsJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '30m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, closePeriods)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
