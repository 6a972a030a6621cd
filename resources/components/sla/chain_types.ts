import type { ToldTarget } from '~/components/sla/use_target_words'

type Named = { code: string; nameRu: string; nameEn: string }
/** A promise behind the client's, with whose it is. */
export type ChainLink = { agreement: Named; target: ToldTarget; holders: string[] }

/** A promise to clients that those behind it cannot hold, as the server judges it (SLM-12). */
export type Chain = {
  agreement: Named
  target: ToldTarget
  timeZone: string
  ola: ChainLink | null
  uc: ChainLink | null
  services: Named[]
  /** Null when the calendars differ: then the example tells. */
  excessMinutes: number | null
  /** Of the tried moments, 0 to 1. */
  lateShare: number
  example: { openedAt: string; promisedUntil: string; neededUntil: string | null }
}
