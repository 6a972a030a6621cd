import Baseline from '#cmdb/models/baseline'
import { scopeIds } from '#cmdb/queries/baseline_scope'
import { sealBaseline } from '#cmdb/queries/baseline_seal'
import { itemsAsOf } from '#cmdb/queries/items_as_of'
import { copyHash, copyOf, type BaselineCopy } from '#cmdb/workflow/baseline_content'
import { insertRows } from '#core/actions/insert_rows'
import { inTransaction } from '#core/transaction'
import { loadPrincipal } from '#directory/queries/load_principal'

/**
 * Copies the items of a baseline as they were at its moment, with what its owner sees by now.
 * Running again begins anew; one that is done is left alone.
 */
export const captureBaseline = {
  async handle(baselineId: number) {
    const baseline = await Baseline.find(baselineId)
    if (!baseline?.isUnderWay) return
    const principal = await loadPrincipal(baseline.createdByUserId ?? 0)
    if (!principal) throw new Error('Who asked for the baseline has no account any more')

    await this.begin(baseline)
    const ids = await scopeIds(baseline.scope, principal)
    const capturedAt = baseline.capturedAt!
    const seal = sealBaseline({ ...baselineFacts(baseline) })
    const counts = { items: 0, relations: 0 }
    for await (const items of itemsAsOf(ids, capturedAt)) {
      const copies = items.map((item) => copyOf(item))
      const hashed = copies.map((copy) => ({ ...copy, hash: copyHash(copy) }))
      for (const copy of hashed) seal.add(copy)
      counts.items += items.length
      counts.relations += items.reduce((sum, { state }) => sum + forward(state.relations), 0)
      await this.write(baseline, hashed, counts.items, ids.length)
    }
    await baseline
      .merge({ state: 'done', itemCount: counts.items, relationCount: counts.relations })
      .merge({ contentHash: seal.finish(), progressDone: ids.length, progressTotal: ids.length })
      .save()
  },

  async begin(baseline: Baseline) {
    await inTransaction(async (trx) => {
      await trx.from('baseline_items').where('baseline_id', baseline.id).delete()
      await baseline.useTransaction(trx).merge({ state: 'running', progressDone: 0 }).save()
    })
  },

  /** Chunk by chunk, so that nobody waits for a large one. */
  async write(
    baseline: Baseline,
    copies: (BaselineCopy & { hash: string })[],
    progressDone: number,
    progressTotal: number
  ) {
    await inTransaction(async (trx) => {
      await insertRows(
        trx,
        'baseline_items',
        copies.map((copy) => ({
          ...{ baseline_id: baseline.id, item_id: copy.itemId },
          ...{ organisation_id: copy.organisationId, number: copy.number, name: copy.name },
          ...{ class_code: copy.classCode, content: copy.content, content_hash: copy.hash },
        }))
      )
      await baseline.useTransaction(trx).merge({ progressDone, progressTotal }).save()
    })
  },
}

/** What the seal of a baseline covers beside its items. */
export function baselineFacts({ id, name, capturedAt }: Baseline) {
  return { id, name, capturedAt: capturedAt!.toUTC().toISO()! }
}

/** A relation between two items of the set is counted once. */
function forward(relations: ReadonlySet<string>): number {
  return [...relations].filter((key) => key.startsWith('forward')).length
}
