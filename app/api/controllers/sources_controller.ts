import { createdOnce } from '#api/controllers/created_once'
import { sourceRunOf } from '#api/transformers/source_run'
import {
  addSourceRecords,
  beginSourceRun,
  endSourceRun,
  startSourceRun,
} from '#cmdb/actions/receive_source_run'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findCiSourceByCode, findSourceRun, lastSourceRun } from '#cmdb/queries/ci_sources'
import { sourceRecordsValidator } from '#cmdb/validators/reconciliation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** A source pushes what changed in one request, or all it knows between a begin and an end. */
export default class SourcesController {
  async items(ctx: HttpContext) {
    const source = await this.#source(ctx)
    const body = await ctx.request.validateUsing(sourceRecordsValidator)
    const begin = { actor: ctx.actor, sourceId: source.id, kind: 'delta', channel: 'api' } as const
    const answer = await createdOnce(ctx, {
      body,
      work: async (trx) => {
        const { id } = await beginSourceRun(trx, begin)
        await addSourceRecords(trx, id, body.records)
        return sourceRunOf(await endSourceRun(trx, id))
      },
    })
    await this.#start(source.id)
    return answer
  }

  async begin(ctx: HttpContext) {
    const { id: sourceId } = await this.#source(ctx)
    const run = { actor: ctx.actor, sourceId, kind: 'full', channel: 'api' } as const
    const work = async (trx: Parameters<typeof beginSourceRun>[0]) =>
      sourceRunOf(await beginSourceRun(trx, run))
    return createdOnce(ctx, { body: {}, work })
  }

  async add(ctx: HttpContext) {
    const { id } = await findSourceRun(await this.#source(ctx), ctx.params.run)
    const body = await ctx.request.validateUsing(sourceRecordsValidator)
    return createdOnce(ctx, {
      body,
      work: async (trx) => sourceRunOf(await addSourceRecords(trx, id, body.records)),
    })
  }

  async end(ctx: HttpContext) {
    const source = await this.#source(ctx)
    const { id } = await findSourceRun(source, ctx.params.run)
    const work = async (trx: Parameters<typeof endSourceRun>[0]) =>
      sourceRunOf(await endSourceRun(trx, id))
    const answer = await createdOnce(ctx, { body: {}, work })
    await startSourceRun(id)
    return answer
  }

  async show(ctx: HttpContext) {
    const run = await findSourceRun(await this.#source(ctx), ctx.params.run)
    return { data: sourceRunOf(run) }
  }

  async #source({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    return findCiSourceByCode(principal, params.code)
  }

  /** Only a run that is complete is taken, and only once. */
  async #start(sourceId: number) {
    const run = await lastSourceRun(sourceId)
    if (run?.state === 'running') await startSourceRun(run.id)
  }
}
