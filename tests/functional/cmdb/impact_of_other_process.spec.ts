import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { impactOf } from '#cmdb/queries/impact_snapshot'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'

const OTHER = 'other_process'

test.group('A snapshot and the writes of another process', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    db.manager.add(OTHER, db.manager.get(db.primaryConnectionName)!.config)
    return async () => {
      await db.manager.release(OTHER)
      await emptyDatabase()
    }
  })

  test('a relation written together with the version is in the next answer', async ({ assert }) => {
    const server = await createConfigurationItem()
    const app = await createConfigurationItem()
    const relation = await relate(app, server)
    assert.equal((await impactOf([server.id])).result.downCount, 2)

    const late = await createConfigurationItem()
    assert.equal((await impactOf([server.id])).result.downCount, 2)
    await db.connection(OTHER).transaction(async (trx) => {
      await trx.table('ci_relations').insert({
        relation_type_id: relation.relationTypeId,
        source_id: late.id,
        target_id: app.id,
        created_at: '2026-01-01 00:00:00',
        updated_at: '2026-01-01 00:00:00',
      })
      await trx.from('impact_graph_versions').increment('version', 1)
    })
    assert.equal((await impactOf([server.id])).result.downCount, 3)
  })

  test('a journal of another process tells which item to read again', async ({ assert }) => {
    const server = await createConfigurationItem()
    const app = await createConfigurationItem()
    const relation = await relate(app, server)
    const late = await createConfigurationItem()
    const before = await impactOf([server.id])
    assert.equal(before.result.downCount, 2)
    const write = (work: (trx: TransactionClientContract) => Promise<unknown>) =>
      db.connection(OTHER).transaction(async (trx) => {
        await work(trx)
        await raiseImpactVersion(trx, [{ kind: 'consumer', recordId: late.id }])
      })
    await write((trx) =>
      trx.table('ci_relations').insert({
        ...{ relation_type_id: relation.relationTypeId, source_id: late.id, target_id: app.id },
        ...{ created_at: '2026-01-01 00:00:00', updated_at: '2026-01-01 00:00:00' },
      })
    )
    const after = await impactOf([server.id])
    assert.equal(after.result.downCount, 3)
    assert.strictEqual(after.snapshot, before.snapshot, 'it was refreshed, not read anew')
    await write((trx) => trx.from('ci_relations').where('source_id', late.id).delete())
    assert.equal((await impactOf([server.id])).result.downCount, 2)
  })

  test('callers of one moment share one snapshot, and the next ones keep it', async ({
    assert,
  }) => {
    const item = await createConfigurationItem()
    const answers = await Promise.all([1, 2, 3].map(() => impactOf([item.id])))
    const later = await impactOf([item.id])
    assert.lengthOf(new Set([...answers, later].map(({ snapshot }) => snapshot)), 1)
  })

  test('a version that was rolled back does not come back with other content', async ({
    assert,
  }) => {
    const seen: number[] = []
    for (let attempt = 0; attempt < 2; attempt++) {
      const trx = await db.transaction()
      await raiseImpactVersion(trx)
      const row = await trx.from('impact_graph_versions').firstOrFail()
      seen.push(Number(row.version))
      await trx.rollback()
    }
    assert.notEqual(seen[0], seen[1])
  })
})
