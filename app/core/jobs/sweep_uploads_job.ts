import { sweepUploads } from '#core/actions/sweep_uploads'
import { Job } from '@adonisjs/queue'

/** Each night: uploads nobody needs any more and what imports showed of them. */
export default class SweepUploadsJob extends Job<Record<string, never>> {
  async execute() {
    await sweepUploads.handle()
  }
}
