import { isMassive } from '#core/imports/is_massive'
import {
  ROW_OUTCOMES,
  ROW_STATUSES,
  type ImportCounts,
  type PlannedExtras,
  type PlannedRow,
  type RowOutcome,
} from '#core/imports/import_types'

export function countRows(rows: readonly PlannedRow[], extras: PlannedExtras): ImportCounts {
  const statuses = tally(
    ROW_STATUSES,
    rows.map(({ status }) => status)
  )
  return {
    ...{ total: rows.length, statuses, outcomes: null, extras },
    isMassive: isMassive(statuses),
  }
}

export function countOutcomes(outcomes: readonly RowOutcome[]) {
  return tally(ROW_OUTCOMES, outcomes)
}

function tally<Key extends string>(keys: readonly Key[], found: readonly Key[]) {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>
  for (const key of found) counts[key] += 1
  return counts
}
