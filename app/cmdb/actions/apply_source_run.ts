import { missingItems, settleMissing } from '#cmdb/actions/settle_missing'
import { RunMovedOn } from '#cmdb/errors'
import type { SourceRecord } from '#cmdb/actions/receive_source_run'
import { planItems } from '#cmdb/imports/plan_item_import'
import type { ItemDraft } from '#cmdb/imports/item_draft'
import { nameOf } from '#cmdb/imports/item_draft'
import type CiSource from '#cmdb/models/ci_source'
import CiSourceBatch from '#cmdb/models/ci_source_batch'
import CiSourceRun from '#cmdb/models/ci_source_run'
import { NO_COUNTS, type SourceRunCounts } from '#cmdb/models/source_types'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { Refusal } from '#core/errors'
import type { MappedRow, RowProblem, StoredRow } from '#core/imports/import_types'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import logger from '@adonisjs/core/services/logger'

const CHUNK = 250

/**
 * Takes the records of a complete delivery: items are identified and reconciled, what is not taken is
 * logged, and after a full one the items that were not brought are settled, unless so many are missing
 * that a person has to look first (DSC-06). Doing it again changes nothing.
 */
export const applySourceRun = {
  async handle(runId: number) {
    const run = await CiSourceRun.query().where('id', runId).preload('ciSource').firstOrFail()
    if (run.state !== 'running') return
    const source = run.ciSource
    await source.load('ciClass')
    const actor = actorOf(run)
    const counts = await takeRecords(run, source, actor)
    if (run.kind === 'delta') return finish(run, { actor, counts })

    const { missing, total } = await missingItems(source, run.id)
    // A source that brings nothing of what it knew is broken rather than right, whatever its limit.
    const isEverything = missing.length === total
    const isTooMany = isEverything || missing.length * 100 > source.missingLimitPercent * total
    if (source.missing !== 'nothing' && missing.length > 0 && isTooMany) {
      await run.merge({ state: 'held', counts, missingCount: missing.length }).save()
      return
    }
    await settleMissing(source, missing, actor)
    await finish(run, { actor, counts: { ...counts, missing: missing.length } })
  },
}

/** Somebody looked: what is missing is settled however much it is. Throws RunMovedOn. */
export const releaseSourceRun = {
  async handle({ runId, actor }: { runId: number; actor: Actor }) {
    const run = await CiSourceRun.query().where('id', runId).preload('ciSource').firstOrFail()
    const taken = await CiSourceRun.query()
      .where({ id: runId, state: 'held' })
      .update({ state: 'running' })
    if (Number(taken[0]) === 0) throw new RunMovedOn()
    const { missing } = await missingItems(run.ciSource, run.id)
    await settleMissing(run.ciSource, missing, actor)
    await finish(run, { actor, counts: { ...run.counts, missing: missing.length } })
  },
}

/** Gives a run up; a refusal is told, any other cause is for the log. */
export async function failSourceRun(runId: number, cause: unknown) {
  const isRefusal = cause instanceof Refusal
  if (!isRefusal) logger.error({ err: cause, runId }, 'a source run failed')
  await CiSourceRun.query()
    .where('id', runId)
    .whereIn('state', ['receiving', 'running'])
    .update({
      ...{ state: 'failed', errorKey: isRefusal ? cause.messageKey : 'tasks.errors.failed' },
      finishedAt: clock.now().toUTC().toFormat('yyyy-MM-dd HH:mm:ss'),
    })
}

function actorOf({ requestedByUserId, requestId }: CiSourceRun): Actor {
  return { userId: requestedByUserId, personId: null, label: '', channel: 'import', requestId }
}

async function takeRecords(run: CiSourceRun, source: CiSource, actor: Actor) {
  const rows = recordsOf(run, source)
  const { ciClass, organisationId, createsItems, identifiesByName } = source
  const { writer, compared } = await planItems({
    rows,
    settings: {
      ...{ sheet: '', columns: source.columns },
      options: {
        ...{ sourceId: source.id, classCode: ciClass.code, organisationId },
        ...{ createsItems, identifiesByName, clearsEmpty: false },
      },
    },
    userId: run.requestedByUserId,
  })
  writer.runId = run.id
  await inTransaction((trx) =>
    trx.from('ci_source_problems').where('ci_source_run_id', run.id).delete()
  )
  const counts: SourceRunCounts = { ...NO_COUNTS }
  for await (const drafts of compared()) {
    const notes: Notes = { counts, problems: [], drafts }
    const isWritable = ({ status }: ItemDraft) => status === 'new' || status === 'changed'
    const left = drafts.filter((draft) => !isWritable(draft))
    await inTransaction((trx) => writer.leave(trx, left))
    for (const { row, status, problems } of left) {
      note({ row, outcome: status === 'unchanged' ? 'unchanged' : 'refused', problems }, notes)
    }
    for (const some of portions(drafts.filter(isWritable), CHUNK)) {
      const stored = await inTransaction((trx) => writer.storeMany(trx, actor, some))
      for (const each of stored) note(each, notes)
    }
    await keepProblems(run, notes.problems)
  }
  return counts
}

type Notes = {
  counts: SourceRunCounts
  problems: { draft: ItemDraft; problems: RowProblem[] }[]
  drafts: readonly ItemDraft[]
}

function note({ row, outcome, problems }: StoredRow, notes: Notes) {
  notes.counts[outcome] += 1
  if (outcome !== 'refused') return
  const draft = notes.drafts.find((each) => each.row === row)!
  notes.problems.push({ draft, problems })
}

/** Records under the names of fields, one batch in memory at a time. */
async function* recordsOf(run: CiSourceRun, source: CiSource): AsyncGenerator<MappedRow> {
  const wanted = Object.entries(source.columns)
  for (let next = 0; ;) {
    const batch = await CiSourceBatch.query()
      .where('ciSourceRunId', run.id)
      .where('firstRow', '>', next)
      .orderBy('firstRow')
      .first()
    if (!batch) return
    next = batch.firstRow
    for (const [index, record] of (JSON.parse(batch.records) as SourceRecord[]).entries()) {
      const values = wanted.flatMap(([field, key]) => {
        const value = record[key]
        // Of what a record does not have it says nothing; what it has empty may be meant so.
        return value === undefined ? [] : [[field, value ?? ''] as const]
      })
      yield { row: batch.firstRow + index, values: new Map(values) }
    }
  }
}

async function keepProblems(run: CiSourceRun, found: Notes['problems']) {
  await inTransaction((trx) =>
    insertRows(
      trx,
      'ci_source_problems',
      found.map(({ draft, problems }) => ({
        ...{ ci_source_run_id: run.id, row_number: draft.row, status: draft.status },
        label: nameOf(draft).slice(0, 200),
        problems: JSON.stringify(problems),
      }))
    )
  )
}

async function finish(
  run: CiSourceRun,
  { actor, counts }: { actor: Actor; counts: SourceRunCounts }
) {
  await inTransaction(async (trx) => {
    await run.useTransaction(trx).merge({ state: 'done', counts, finishedAt: clock.now() }).save()
    await trx.from('ci_source_batches').where('ci_source_run_id', run.id).delete()
    await recordAudit(trx, {
      ...{ actor, subjectType: 'ci_source', subjectId: run.ciSourceId },
      organisationId: run.ciSource.organisationId,
      action: 'ci_source.run_finished',
      changes: Object.entries(counts).map(([outcome, after]) => ({
        ...{ field: `import_${outcome}`, before: null, after },
      })),
    })
  })
}
