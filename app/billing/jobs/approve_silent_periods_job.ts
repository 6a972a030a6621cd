import { approveSilentPeriods } from '#billing/actions/approve_silent_periods'
import { Job } from '@adonisjs/queue'

/** Each hour: periods whose clients have said nothing for long enough. */
export default class ApproveSilentPeriodsJob extends Job<Record<string, never>> {
  async execute() {
    await approveSilentPeriods.handle()
  }
}
