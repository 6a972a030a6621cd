/** Under these names the browser's encrypted session keeps who is signed in, or halfway there. */
export const SESSION_KEY = 'session_key'
export const PENDING_SIGN_IN = 'pending_sign_in'

/** The password was right; the second step is still to come. `since` in milliseconds. */
export type PendingSignIn = { userId: number; since: number }

/** Where somebody halfway through goes on. */
export const SECOND_STEP = '/sign-in/second-factor'
