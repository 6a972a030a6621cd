import { countDoomed, deleteInChunks, older } from '#core/actions/delete_in_chunks'
import type { RetentionKind } from '#core/retention_kinds'

/** Ended and forgotten sessions; shorter than a session may live would end those in use. */
export const SESSION_RETENTION: RetentionKind = {
  ...{ kind: 'sessions', days: 90, isOn: true, leastDays: 8 },
  count: (before) => countDoomed(older('user_sessions', 'last_seen_at', before)),
  purge: (before) => deleteInChunks(older('user_sessions', 'last_seen_at', before)),
}

/** Counters of wrong tries that nobody is kept out by any more. */
export const BRAKE_RETENTION: RetentionKind = {
  ...{ kind: 'sign_in_brakes', days: 1, isOn: true, leastDays: 1 },
  count: (before) => countDoomed(older('sign_in_brakes', 'last_failed_at', before)),
  purge: (before) => deleteInChunks(older('sign_in_brakes', 'last_failed_at', before)),
}
