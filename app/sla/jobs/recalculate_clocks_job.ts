import { recalculateClocks } from '#sla/actions/recalculate_clocks'
import { Job } from '@adonisjs/queue'

/** Tried again, a run goes on after the tickets it has done. */
export default class RecalculateClocksJob extends Job<{ runId: number }> {
  static override options = { name: 'recalculate_clocks', maxRetries: 3, timeout: '50m' }

  async execute() {
    await recalculateClocks.handle(this.payload)
  }

  override async failed(error: Error) {
    await recalculateClocks.fail(this.payload.runId, error)
  }
}
