/** What is wrong with a sealed row or with a seal. */
export type Finding =
  | { kind: 'tampered' | 'missing' | 'inserted'; eventId: number }
  | { kind: 'swapped'; eventId: number; otherId: number }
  | { kind: 'moved'; eventId: number; fromId: number }
  | { kind: 'personal_value_altered'; eventId: number }
  | { kind: 'seal_altered' | 'seal_missing' | 'broken_link'; sealId: number }
  | { kind: 'head_unknown'; hash: string }

/** A row that is not what its seal says: `sealed` is the digest it had, `found` the one it has. */
export type Deviation = { eventId: number; sealed: string | null; found: string | null }

/**
 * Names what happened to rows: a row that carries what another was sealed with changed places with
 * it or came from there; the rest were altered, taken away or put in.
 */
export function explain(deviations: readonly Deviation[]): Finding[] {
  const sealedAs = new Map(
    deviations.flatMap(({ sealed, eventId }) => (sealed ? [[sealed, eventId] as const] : []))
  )
  const byId = new Map(deviations.map((deviation) => [deviation.eventId, deviation]))
  const movedFrom = new Set<number>()
  const findings: Finding[] = []

  for (const { eventId, sealed, found } of deviations) {
    const originId = found === null ? undefined : sealedAs.get(found)
    if (originId === undefined) continue
    movedFrom.add(originId).add(eventId)
    const isSwap = sealed !== null && byId.get(originId)!.found === sealed
    if (!isSwap) findings.push({ kind: 'moved', eventId, fromId: originId })
    else if (eventId < originId) findings.push({ kind: 'swapped', eventId, otherId: originId })
  }
  const others = deviations.filter(({ eventId }) => !movedFrom.has(eventId))
  return [
    ...findings,
    ...others.map(({ eventId, sealed, found }) => ({ kind: kindOf(sealed, found), eventId })),
  ]
}

function kindOf(sealed: string | null, found: string | null): 'missing' | 'inserted' | 'tampered' {
  if (found === null) return 'missing'
  return sealed === null ? 'inserted' : 'tampered'
}

/** A finding as a sentence for whoever runs the check. */
export function sentenceOf(finding: Finding): string {
  switch (finding.kind) {
    case 'tampered':
      return `Row ${finding.eventId} was altered.`
    case 'missing':
      return `Row ${finding.eventId} is missing.`
    case 'inserted':
      return `Row ${finding.eventId} was put in after its neighbours were sealed.`
    case 'swapped':
      return `Rows ${finding.eventId} and ${finding.otherId} changed places.`
    case 'moved':
      return `Row ${finding.eventId} says what row ${finding.fromId} said.`
    case 'personal_value_altered':
      return `A personal value of row ${finding.eventId} was altered.`
    case 'seal_altered':
      return `Seal ${finding.sealId} was altered or made with another APP_KEY.`
    case 'seal_missing':
      return `Seal ${finding.sealId} is missing.`
    case 'broken_link':
      return `Seal ${finding.sealId} does not follow the seal before it.`
    case 'head_unknown':
      return `No seal has the hash ${finding.hash}: the end of the chain was replaced.`
    default:
      return finding satisfies never
  }
}
