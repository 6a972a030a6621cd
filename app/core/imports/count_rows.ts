import { isMassive } from '#core/imports/is_massive'
import {
  ROW_STATUSES,
  type ImportCounts,
  type PlannedExtras,
  type PlannedRow,
} from '#core/imports/import_types'

/** Counts rows by what they would do, as many portions as come. */
export class RowCount {
  readonly #statuses = noneOf(ROW_STATUSES)
  #total = 0

  add(rows: readonly PlannedRow[]): this {
    for (const { status } of rows) this.#statuses[status] += 1
    this.#total += rows.length
    return this
  }

  counts(extras: PlannedExtras): ImportCounts {
    const statuses = { ...this.#statuses }
    return {
      ...{ total: this.#total, statuses, outcomes: null, extras },
      isMassive: isMassive(statuses),
    }
  }
}

/** Every key with no times. */
export function noneOf<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>
}
