import { captureBaseline } from '#cmdb/actions/capture_baseline'
import { failBaseline } from '#cmdb/actions/fail_baseline'
import { Job } from '@adonisjs/queue'

export default class CaptureBaselineJob extends Job<{ baselineId: number }> {
  static override options = { name: 'capture_baseline', maxRetries: 2, timeout: '30m' }

  async execute() {
    await captureBaseline.handle(this.payload.baselineId)
  }

  override async failed(error: Error) {
    await failBaseline(this.payload.baselineId, error)
  }
}
