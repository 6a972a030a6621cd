import { takeUnitCounts } from '#billing/actions/take_unit_counts'
import { Job } from '@adonisjs/queue'

/** Each hour, for a day begins in every zone at its own time. */
export default class TakeUnitCountsJob extends Job<Record<string, never>> {
  async execute() {
    await takeUnitCounts.handle()
  }
}
