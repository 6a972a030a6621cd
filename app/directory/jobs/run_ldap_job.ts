import { failBackgroundTask, runBackgroundTask } from '#core/actions/run_background_task'
import { failLdapRun, runLdap } from '#directory/actions/run_ldap'
import { Job } from '@adonisjs/queue'

/** One reading of a directory. It is not tried again by itself: the next one is soon enough. */
export default class RunLdapJob extends Job<{ taskId: number }> {
  static override options = { maxRetries: 0, timeout: '50m' }

  async execute() {
    const { taskId } = this.payload
    try {
      await runBackgroundTask(taskId, runLdap)
    } catch (error) {
      const code = await failLdapRun(taskId, error)
      await failBackgroundTask(taskId, code, error)
    }
  }
}
