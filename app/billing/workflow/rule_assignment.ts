/** A billing rule of a contract, in the contract's order. */
export interface EntryRule<Entry> {
  key: string
  takes: (entry: Entry) => boolean
}

export interface Assignment<Entry> {
  byRule: Map<string, Entry[]>
  untaken: Entry[]
}

/** Each entry is consumed by the first rule that takes it, and by no other. */
export function assignEntries<Entry>(
  entries: readonly Entry[],
  rules: readonly EntryRule<Entry>[]
): Assignment<Entry> {
  const byRule = new Map<string, Entry[]>(rules.map((rule) => [rule.key, []]))
  if (byRule.size !== rules.length) throw new RangeError('Two billing rules share a key')

  const untaken: Entry[] = []
  for (const entry of entries) {
    const rule = rules.find((candidate) => candidate.takes(entry))
    const taken = rule === undefined ? untaken : byRule.get(rule.key)
    taken?.push(entry)
  }
  return { byRule, untaken }
}
