import env from '#start/env'

/** Never below eight, whatever the environment says. */
export const PASSWORD_MIN_LENGTH = Math.max(8, env.get('PASSWORD_MIN_LENGTH') ?? 12)
export const PASSWORD_MAX_LENGTH = 200

/** How long a link for setting a password works: mailed to its owner, or handed over by an administrator. */
export const PASSWORD_LINK_MINUTES = { reset: 30, issued: 24 * 60 } as const

export const SESSION = {
  /** Without a request for so long a session is over. */
  idleHours: 12,
  /** Whatever happens, the password is asked again after this time. */
  longestDays: 7,
  /** How exact "last seen" is, which is how often it costs a write. */
  seenEveryMinutes: 5,
} as const

/** Between the password and the code. */
export const SECOND_STEP_MINUTES = 10

/** Wrong tries in a row that cost nothing; then each next one waits twice as long, up to the longest pause. */
export const BRAKE = {
  freeTries: 4,
  firstPauseSeconds: 30,
  longestPauseSeconds: 15 * 60,
  forgetAfterHours: 24,
} as const

/** Tries under way or failed that one network address has; counted per process, before anything is hashed. */
export const ADDRESS_TRIES = { requests: 40, duration: '5 min' } as const

/** Passwords hashed at the same time: a flood of tries must leave the processor to the others. */
export const HASHES_AT_ONCE = 2
