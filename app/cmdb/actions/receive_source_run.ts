import { RunMovedOn, RunUnderWay, SourceOff, TooManyRecords } from '#cmdb/errors'
import ApplySourceRunJob from '#cmdb/jobs/apply_source_run_job'
import CiSource from '#cmdb/models/ci_source'
import CiSourceRun from '#cmdb/models/ci_source_run'
import CiSourceBatch from '#cmdb/models/ci_source_batch'
import { NO_COUNTS, type SourceRunChannel, type SourceRunKind } from '#cmdb/models/source_types'
import { SHEETS } from '#config/uploads'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What a source tells of an item, by its own names. */
export type SourceRecord = Record<string, string | number | boolean | null>

type Begin = { actor: Actor; sourceId: number; kind: SourceRunKind; channel: SourceRunChannel }

/** Begins a delivery, one of a source at a time. Throws SourceOff, RunUnderWay. */
export async function beginSourceRun(
  trx: TransactionClientContract,
  { actor, sourceId, kind, channel }: Begin
): Promise<CiSourceRun> {
  const source = await CiSource.query({ client: trx })
    .where('id', sourceId)
    .forUpdate()
    .firstOrFail()
  if (!source.isActive) throw new SourceOff()
  const running = await CiSourceRun.query({ client: trx })
    .where('ciSourceId', sourceId)
    .whereIn('state', ['receiving', 'running'])
    .first()
  if (running) throw new RunUnderWay()
  return CiSourceRun.create(
    {
      ...{ ciSourceId: sourceId, kind, channel, state: 'receiving', counts: NO_COUNTS },
      ...{ requestedByUserId: actor.userId, requestId: actor.requestId },
    },
    { client: trx }
  )
}

/** Keeps records until the delivery is complete. Throws RunMovedOn, TooManyRecords. */
export async function addSourceRecords(
  trx: TransactionClientContract,
  runId: number,
  records: readonly SourceRecord[]
): Promise<CiSourceRun> {
  const run = await lockReceiving(trx, runId)
  const last = await CiSourceBatch.query({ client: trx })
    .where('ciSourceRunId', runId)
    .orderBy('firstRow', 'desc')
    .first()
  const firstRow = last ? last.firstRow + last.rowCount : 1
  if (firstRow + records.length - 1 > SHEETS.maxRows) throw new TooManyRecords(SHEETS.maxRows)
  await CiSourceBatch.create(
    {
      ...{ ciSourceRunId: runId, firstRow, rowCount: records.length },
      ...{ records: JSON.stringify(records), createdAt: clock.now() },
    },
    { client: trx }
  )
  return run
}

/** The delivery is complete: call `startSourceRun` after the commit. Throws RunMovedOn. */
export async function endSourceRun(
  trx: TransactionClientContract,
  runId: number
): Promise<CiSourceRun> {
  const run = await lockReceiving(trx, runId)
  return run.merge({ state: 'running' }).save()
}

export async function startSourceRun(runId: number) {
  await ApplySourceRunJob.dispatch({ runId })
}

async function lockReceiving(trx: TransactionClientContract, runId: number): Promise<CiSourceRun> {
  const run = await CiSourceRun.query({ client: trx }).where('id', runId).forUpdate().firstOrFail()
  if (run.state !== 'receiving') throw new RunMovedOn()
  return run
}
