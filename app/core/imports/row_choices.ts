import type { RowChoice, RowChoices, RowProblem } from '#core/imports/import_types'

/** The candidates are not any more those among whom the choice was made. */
export const STALE_CHOICE: RowProblem = {
  field: null,
  key: 'imports.problems.stale_choice',
  params: {},
}

export function isStaleChoice({ key }: RowProblem): boolean {
  return key === STALE_CHOICE.key
}

/**
 * Whether a choice still holds among the records a row may mean now: the record taken is among
 * them; a new one, or none, was decided with each of them in sight.
 */
export function stillHolds({ take, recordId, among }: RowChoice, candidates: number[]): boolean {
  if (take === 'record') return candidates.includes(recordId!)
  return candidates.every((id) => among.includes(id))
}

/** Choices that a check took into account; those of the given rows hold no longer and go. */
export function checkedChoices(choices: RowChoices, stale: ReadonlySet<number>): RowChoices {
  const kept = Object.entries(choices).filter(([row]) => !stale.has(Number(row)))
  return Object.fromEntries(kept.map(([row, choice]) => [row, { ...choice, isChecked: true }]))
}

/** How many choices the preview does not show yet. */
export function countUnchecked(choices: RowChoices = {}): number {
  return Object.values(choices).filter(({ isChecked }) => !isChecked).length
}

/** Choices as they are once these rows were added: who was new is now known, so nobody comes twice. */
export function settledChoices(
  choices: RowChoices = {},
  added: readonly { row: number; recordId: number }[]
): RowChoices {
  const settled = added.flatMap(({ row, recordId }) => {
    const choice = choices[row]
    if (!choice) return []
    return [[row, { ...choice, take: 'record', recordId, among: [...choice.among, recordId] }]]
  })
  return { ...choices, ...Object.fromEntries(settled) }
}
