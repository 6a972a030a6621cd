import { warnOfUsage } from '#billing/actions/warn_of_usage'
import { Job } from '@adonisjs/queue'

/** Each hour: limits and included hours that are nearly or wholly used. */
export default class WarnOfUsageJob extends Job<Record<string, never>> {
  static override options = { timeout: '30m' }

  async execute() {
    await warnOfUsage.handle()
  }
}
