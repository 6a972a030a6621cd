import { sweepApiRequests } from '#api/actions/sweep_api_requests'
import { Job } from '@adonisjs/queue'

/** Each night. */
export default class SweepApiRequestsJob extends Job<Record<string, never>> {
  static override options = { name: 'sweep_api_requests', removeOnComplete: { age: '1h' } }

  async execute() {
    await sweepApiRequests.handle()
  }
}
