import type CiSourceRun from '#cmdb/models/ci_source_run'

/** A delivery of a source as programs see it; also the answer kept for repetitions. */
export function sourceRunOf({ id, kind, state, counts, missingCount, finishedAt }: CiSourceRun) {
  return {
    ...{ id, kind, state, counts, missingCount: missingCount ?? null },
    finishedAt: finishedAt?.toISO() ?? null,
  }
}
