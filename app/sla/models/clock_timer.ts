import { ClockTimerSchema } from '#database/schema'
import type { StoredTimer } from '#sla/workflow/timers'

/** A moment a clock waits for (§3.3.13); clock, rule and occurrence name it once and for all. */
export default class ClockTimer extends ClockTimerSchema {
  get stored(): StoredTimer {
    const { id, ruleId, occurrence, state } = this
    return { id, ruleId, occurrence, state, fireAt: this.fireAt.toMillis() }
  }
}
