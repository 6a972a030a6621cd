import { closeResolvedIncidents } from '#tickets/actions/close_resolved_incidents'
import { Job } from '@adonisjs/queue'

/** Each quarter of an hour: what waits for a confirmation nobody gives. */
export default class CloseResolvedIncidentsJob extends Job<Record<string, never>> {
  async execute() {
    await closeResolvedIncidents.handle()
  }
}
