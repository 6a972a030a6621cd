import { watchUnauthorisedChanges } from '#cmdb/actions/watch_unauthorised_changes'
import { Job } from '@adonisjs/queue'

/** Each minute: what sources changed in change-controlled items without a change. */
export default class WatchUnauthorisedChangesJob extends Job<Record<string, never>> {
  static override options = { name: 'watch_unauthorised_changes', removeOnComplete: { age: '1h' } }

  async execute() {
    await watchUnauthorisedChanges.handle()
  }
}
