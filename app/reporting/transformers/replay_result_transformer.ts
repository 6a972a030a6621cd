import type { NamedChange } from '#reporting/queries/replay_changes'
import type { ReplayResult } from '#reporting/workflow/replay_tally'
import { BaseTransformer } from '@adonisjs/core/transformers'

type Shown = {
  result: ReplayResult
  changes: { rows: NamedChange[]; total: number; page: number; perPage: number }
}

/** What a replay found, with one page of the promises that change side. */
export default class ReplayResultTransformer extends BaseTransformer<Shown> {
  toObject() {
    const { result, changes } = this.resource
    const { tickets, rows, counts, gone, added } = result
    return {
      ...{ tickets, rows, counts, gone, added },
      // Results of former days do not tell.
      asOfNow: result.asOfNow ?? 0,
      listed: result.changes.length,
      changes: { ...changes, rows: changes.rows.map(toShown) },
    }
  }
}

function toShown(change: NamedChange) {
  const iso = (millis: number | null) => (millis === null ? null : new Date(millis).toISOString())
  return {
    ...change,
    stoppedAt: iso(change.stoppedAt)!,
    dueBefore: iso(change.dueBefore),
    dueAfter: iso(change.dueAfter),
  }
}
