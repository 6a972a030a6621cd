import {
  MANUAL_SOURCE,
  mayEmpty,
  type FieldOrigin,
  type SeenValues,
} from '#cmdb/workflow/authority'
import type { SourceFacts } from '#cmdb/workflow/authority'
import type { FieldVerdict } from '#cmdb/workflow/reconcile_field'

type Question = {
  field: string
  current: readonly string[]
  /** Null where the source told nothing. */
  offered: readonly string[] | null
  origin: FieldOrigin | undefined
  source: SourceFacts
  /** Milliseconds. */
  now: number
}

/** What becomes of the field, and who names which value then. */
type Answer = { verdict: FieldVerdict; seen: SeenValues }

/**
 * What a source may do with a field of several values (domain §4.8): they are the union of what
 * sources name, whatever their authority; a value leaves with its last source, and what a person
 * entered stays. A lock stands above all. The result does not depend on the order in which sources
 * speak.
 */
export function reconcileValues({
  field,
  current,
  offered,
  origin,
  source,
  now,
}: Question): Answer {
  const seen = namedBy(current, origin)
  const policy = source.policies[field]
  if (policy === 'ignore' || (offered === null && !mayEmpty(source, field))) {
    return { verdict: { verdict: 'ignore' }, seen }
  }
  const united = uniteValues(seen, { values: offered ?? [], source: source.code, at: now })
  const isSame = haveSame(Object.keys(united), current)
  if (origin?.isLocked) {
    return { verdict: isSame ? { verdict: 'same' } : refusal('locked'), seen }
  }
  if (isSame) return { verdict: { verdict: 'adopt' }, seen: united }
  const isOwn = Object.values(seen).some((sources) => source.code in sources)
  if (policy === 'fill' && current.length > 0 && !isOwn) {
    return { verdict: refusal('fills_only'), seen }
  }
  return { verdict: { verdict: 'write' }, seen: united }
}

/**
 * Who names each value of a field, when last. A value of which nothing is noted came with the origin
 * of the field, or from a person; what the item has no more is forgotten.
 */
export function namedBy(current: readonly string[], origin: FieldOrigin | undefined): SeenValues {
  const unknown = { [origin?.source ?? MANUAL_SOURCE.code]: origin ? Date.parse(origin.at) : 0 }
  return Object.fromEntries(current.map((value) => [value, origin?.values?.[value] ?? unknown]))
}

/**
 * The union of what sources say of an attribute with several values; one that its source does not
 * name any more leaves with its last source.
 */
export function uniteValues(
  known: SeenValues,
  { values, source, at }: { values: readonly string[]; source: string; at: number }
): SeenValues {
  const united: SeenValues = {}
  for (const value of new Set([...Object.keys(known), ...values])) {
    const others = Object.entries(known[value] ?? {}).filter(([each]) => each !== source)
    const own = values.includes(value) ? [[source, at] as const] : []
    const sources = Object.fromEntries([...others, ...own])
    if (Object.keys(sources).length > 0) united[value] = sources
  }
  return united
}

function refusal(reason: 'locked' | 'fills_only'): FieldVerdict {
  return { verdict: 'refuse', reason }
}

function haveSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value))
}
