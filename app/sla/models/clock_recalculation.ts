import { ClockRecalculationSchema } from '#database/schema'
import type { DateTime } from 'luxon'

/** A run without a sign of life for so long holds up no other. */
const LOST_AFTER = { minutes: 15 }

/** What is gone over: one of the two. */
export type Recalculated = { agreementId: number } | { calendarId: number }

/**
 * One going-over of open clocks after an edit (§3.3.10), of an agreement or of a calendar: how far
 * it is.
 */
export default class ClockRecalculation extends ClockRecalculationSchema {
  get isUnderWay() {
    return this.state === 'queued' || this.state === 'running'
  }

  /** Its worker went down in the middle. */
  isLost(now: DateTime) {
    return this.isUnderWay && this.updatedAt < now.minus(LOST_AFTER)
  }
}
