import type { Permission } from '#config/permissions'

/** What a token may be given, by what it lets a program do: the permissions that doors of the API ask for. */
export const API_SCOPES = {
  read: ['tickets.view', 'tickets.view_notes', 'cis.view', 'directory.view'],
  write: [
    ...([
      'tickets.create',
      'tickets.create_for_others',
      'tickets.work',
      'tickets.confirm',
    ] as const),
    'cis.edit',
  ],
} as const satisfies Record<string, readonly Permission[]>

export type ApiScope = (typeof API_SCOPES)[keyof typeof API_SCOPES][number]

export const ALL_API_SCOPES: readonly ApiScope[] = [...API_SCOPES.read, ...API_SCOPES.write]

export const API_TOKENS = {
  /** A token without an end is forgotten, not revoked. */
  longestDays: 365,
  perPerson: 20,
  /** How exact "last used" is, which is how often it costs a write. */
  seenEveryMinutes: 1,
} as const

/** Requests of one token; counted per process. */
export const API_RATE = { requests: 300, duration: '1 min' } as const

/** How long a repeated request gets the answer of the first. */
export const IDEMPOTENCY_HOURS = 24
