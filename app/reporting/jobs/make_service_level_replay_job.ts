import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { makeServiceLevelReplay } from '#reporting/actions/make_service_level_replay'
import { Job } from '@adonisjs/queue'

export default class MakeServiceLevelReplayJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 1, timeout: '50m' }

  async execute() {
    await runBackgroundTask(this.payload.taskId, makeServiceLevelReplay)
  }

  override async failed(error: Error) {
    await failBackgroundTask(this.payload.taskId, 'failed', error)
  }
}
