import { mayEmpty, rankOf, type FieldOrigin, type SourceFacts } from '#cmdb/workflow/authority'
import type { SourceRanking } from '#cmdb/workflow/source_ranking'
import type { Plain } from '#core/errors'
import { isDeepStrictEqual } from 'node:util'

export const REFUSAL_REASONS = ['locked', 'fills_only', 'outranked', 'lifecycle'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** `adopt`: the value stays, the source that says it too becomes its origin. */
export type FieldVerdict =
  { verdict: 'same' | 'adopt' | 'write' | 'ignore' } | { verdict: 'refuse'; reason: RefusalReason }

type Question = {
  field: string
  /** Null is empty. */
  current: Plain
  offered: Plain
  origin: FieldOrigin | undefined
  source: SourceFacts
  sourceOf: (code: string) => SourceFacts | undefined
  /** What the class of the item says about sources of the field. */
  ranking?: Pick<SourceRanking, 'sources' | 'refreshDays'> | null
  /** When the source of the origin last brought the item, milliseconds; null when nobody knows. */
  seenAt?: number | null
  /** Milliseconds. */
  now: number
}

const DAY = 24 * 3600 * 1000

/**
 * Whether a source may write a value (domain §4.8): a lock stands above all; a source that is
 * believed less writes only what is empty or grew old; empty erases only where its master may say so.
 * What an authority emptied is a value like any other. Within refresh times the result does not
 * depend on the order in which sources of different authority speak.
 */
export function reconcileField(question: Question): FieldVerdict {
  const { field, current, offered, origin, source, sourceOf, ranking } = question
  if (source.policies[field] === 'ignore') return { verdict: 'ignore' }
  if (offered === null && !mayEmpty(source, field)) return { verdict: 'ignore' }
  const [own, other] = [
    rankOf(source, field, ranking?.sources),
    origin ? rankOf(sourceOf(origin.source), field, ranking?.sources) : null,
  ]
  const isOwn = origin?.source === source.code
  if (isDeepStrictEqual(offered, current)) {
    if (isOwn || origin?.isLocked) return { verdict: 'same' }
    return { verdict: other === null || own < other ? 'adopt' : 'same' }
  }
  if (origin?.isLocked) return { verdict: 'refuse', reason: 'locked' }
  if (source.policies[field] === 'fill' && current !== null && !isOwn) {
    return { verdict: 'refuse', reason: 'fills_only' }
  }
  const isEmpty = current === null && (!origin || isOwn)
  if (isEmpty || isOwn || other === null || own <= other) return { verdict: 'write' }
  return isOld(question) ? { verdict: 'write' } : { verdict: 'refuse', reason: 'outranked' }
}

function isOld({ origin, sourceOf, ranking, seenAt, now }: Question): boolean {
  const days = ranking?.refreshDays ?? sourceOf(origin!.source)?.refreshDays ?? null
  if (days === null) return sourceOf(origin!.source) === undefined
  return now - Math.max(Date.parse(origin!.at), seenAt ?? 0) > days * DAY
}
