/** A worker that has not fired what it claimed by then is taken for dead. */
export const TIMER_LEASE_MINUTES = 2

/** Rows one worker takes at a time. */
export const TIMER_BATCH = 500

/** Firings that share a transaction: few enough that nobody waits long for their tickets. */
export const TIMERS_TOGETHER = 20

/** A timer that fails as often is set aside and named in the log. */
export const TIMER_ATTEMPTS = 5
