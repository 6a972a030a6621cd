import { baselineFacts } from '#cmdb/actions/capture_baseline'
import type Baseline from '#cmdb/models/baseline'
import { sealBaseline } from '#cmdb/queries/baseline_seal'
import { copyHash } from '#cmdb/workflow/baseline_content'
import db from '@adonisjs/lucid/services/db'
import { setImmediate } from 'node:timers/promises'

export type Verification = {
  isIntact: boolean
  /** Numbers of items whose copy is not what was copied. */
  alteredItems: string[]
}

const CHUNK = 500
const NAMED = 20

/**
 * Whether a baseline is what was taken (CFG-08): every copy fits its hash, and all hashes, the name
 * and the moment fit the sealed one. Items that were put in or taken out show in the latter alone.
 */
export async function verifyBaseline(baseline: Baseline): Promise<Verification> {
  const seal = sealBaseline(baselineFacts(baseline))
  const altered: string[] = []
  for (let after = 0; ;) {
    const rows = await db
      .from('baseline_items')
      .where('baseline_id', baseline.id)
      .where('item_id', '>', after)
      .orderBy('item_id')
      .limit(CHUNK)
    for (const row of rows) {
      const hash = copyHash({
        ...{ itemId: row.item_id, organisationId: row.organisation_id, number: row.number },
        ...{ name: row.name, classCode: row.class_code, content: row.content },
      })
      seal.add({ itemId: row.item_id, hash })
      if (hash !== row.content_hash) altered.push(row.number)
    }
    if (rows.length < CHUNK) break
    after = rows.at(-1).item_id
    await setImmediate()
  }
  const isIntact = altered.length === 0 && seal.finish() === baseline.contentHash
  return { isIntact, alteredItems: altered.slice(0, NAMED) }
}
