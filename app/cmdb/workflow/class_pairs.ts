/** One end of an allowed pair: any item, one of a group of classes, one of a class or below it. */
export type PairEnd = 'any' | `group:${string}` | `class:${string}`
export type ClassPair = { sourceEnd: string; targetEnd: string }

/** What an item is: its class, those above it, their group. */
export type ClassLine = { codes: readonly string[]; group: string }

const END = /^(any|(group|class):[a-z0-9_]{1,60})$/

export function isPairEnd(text: string): text is PairEnd {
  return END.test(text)
}

/** Whether a relation type may link two items (CFG-06): one without pairs links any. */
export function isPairAllowed(
  pairs: readonly ClassPair[],
  source: ClassLine,
  target: ClassLine
): boolean {
  if (pairs.length === 0) return true
  return pairs.some(
    ({ sourceEnd, targetEnd }) => isOf(source, sourceEnd) && isOf(target, targetEnd)
  )
}

/** The ends allowed beside an item, seen from its end; empty when the type does not suit it at all. */
export function allowedBeside(
  pairs: readonly ClassPair[],
  item: ClassLine,
  side: 'source' | 'target'
): string[] {
  const [own, other] =
    side === 'source'
      ? (['sourceEnd', 'targetEnd'] as const)
      : (['targetEnd', 'sourceEnd'] as const)
  return [...new Set(pairs.filter((pair) => isOf(item, pair[own])).map((pair) => pair[other]))]
}

function isOf({ codes, group }: ClassLine, end: string): boolean {
  if (end === 'any') return true
  const [kind, code] = end.split(':')
  return kind === 'group' ? group === code : codes.includes(code!)
}
