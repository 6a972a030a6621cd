import { applySourceRun, failSourceRun } from '#cmdb/actions/apply_source_run'
import { Refusal } from '#core/errors'
import { Job } from '@adonisjs/queue'

/** Takes what a source delivered. Doing it twice changes nothing, so a break is simply begun anew. */
export default class ApplySourceRunJob extends Job<{ runId: number }> {
  static override options = { maxRetries: 1, timeout: '60m' }

  async execute() {
    try {
      await applySourceRun.handle(this.payload.runId)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await failSourceRun(this.payload.runId, error)
    }
  }

  override async failed(error: Error) {
    await failSourceRun(this.payload.runId, error)
  }
}
