import { rebuildTimers } from '#sla/actions/rebuild_timers'
import { Job } from '@adonisjs/queue'

/** After the rules of an agreement have changed. */
export default class RebuildTimersJob extends Job<{ agreementId: number }> {
  static override options = { name: 'rebuild_timers', maxRetries: 3, timeout: '10m' }

  async execute() {
    await rebuildTimers.handle(this.payload)
  }
}
