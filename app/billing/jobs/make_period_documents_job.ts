import { makePeriodDocuments } from '#billing/actions/make_period_documents'
import { Job } from '@adonisjs/queue'

export default class MakePeriodDocumentsJob extends Job<{ periodId: number }> {
  static override options = { maxRetries: 2, timeout: '10m' }

  async execute() {
    await makePeriodDocuments.handle(this.payload.periodId)
  }

  override async failed(error: Error) {
    await makePeriodDocuments.giveUp(this.payload.periodId, error)
  }
}
