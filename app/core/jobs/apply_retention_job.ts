import { applyRetention } from '#core/actions/apply_retention'
import { Job } from '@adonisjs/queue'

/** Each night: what was kept long enough goes. */
export default class ApplyRetentionJob extends Job<Record<string, never>> {
  static override options = {
    name: 'apply_retention',
    timeout: '2h',
    removeOnComplete: { age: '1h' },
  }

  async execute() {
    await applyRetention.handle()
  }
}
