import { fireTimers } from '#sla/actions/fire_timers'
import { TicketClockHost } from '#tickets/actions/ticket_clock_host'

/** Breaches and escalations of tickets whose moment has come. Answers how many were looked at. */
export const fireTicketTimers = {
  handle({ worker, limit }: { worker: string; limit?: number }): Promise<number> {
    return fireTimers.handle({ worker, limit, host: new TicketClockHost() })
  },
}
