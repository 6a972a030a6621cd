export const CHANNELS = ['ui', 'api', 'import', 'rule', 'system'] as const
export type Channel = (typeof CHANNELS)[number]

/** Who does a thing, as history and audit name them. */
export type Actor = {
  userId: number | null
  personId: number | null
  label: string
  channel: Channel
  requestId: string | null
}

export const SYSTEM_ACTOR: Actor = {
  userId: null,
  personId: null,
  label: 'Opora',
  channel: 'system',
  requestId: null,
}

/** A rule somebody set up acts, not the person. */
export const RULE_ACTOR: Actor = { ...SYSTEM_ACTOR, channel: 'rule' }
