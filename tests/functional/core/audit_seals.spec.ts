import { recordAudit } from '#core/actions/record_audit'
import { sealAudit } from '#core/actions/seal_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import type { Finding } from '#core/queries/audit_finding'
import { verifyAudit } from '#core/queries/verify_audit'
import { withoutAuditTriggers } from '#tests/helpers/audit'
import { emptyDatabase } from '#tests/helpers/database'
import { letTimeRun, moveTo } from '#tests/helpers/desk'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'

const isSqlite = () => db.connection().dialect.name === 'better-sqlite3'

function write(trx: TransactionClientContract, n: number) {
  return recordAudit(trx, {
    actor: SYSTEM_ACTOR,
    subjectType: 'ticket',
    subjectId: n,
    subjectVersion: 1,
    organisationId: null,
    action: 'incident.updated',
    reason: n % 2 ? 'Причина' : null,
    changes: [{ field: 'title', before: `Было ${n}`, after: `Стало ${n}` }],
  })
}

async function writeRows(count: number) {
  await inTransaction(async (trx) => {
    for (let n = 1; n <= count; n += 1) await write(trx, n)
  })
}

async function eventIds(): Promise<number[]> {
  const rows = await db.from('audit_events').orderBy('id').select('id')
  return rows.map((row) => Number(row.id))
}

/** Ten rows, old enough and sealed; gives their ids. */
async function sealedRows() {
  moveTo('2026-03-02 10:00')
  await writeRows(10)
  moveTo('2026-03-02 10:01')
  await sealAudit.handle()
  return eventIds()
}

async function findings(): Promise<Finding[]> {
  return (await verifyAudit()).findings
}

test.group('Seals over the audit', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    return async () => {
      letTimeRun()
      await emptyDatabase()
    }
  })

  test('G-03 a clean chain of several seals holds', async ({ assert }) => {
    await sealedRows()
    moveTo('2026-03-02 11:00')
    await writeRows(3)
    moveTo('2026-03-02 11:01')
    await sealAudit.handle()
    await writeRows(2)
    const result = await verifyAudit()
    assert.deepEqual(result.findings, [])
    assert.deepInclude(result, { rows: 13, seals: 2, unsealed: 2 })
  })

  test('a batch is full at two thousand rows and the next one goes on', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    await writeRows(2001)
    moveTo('2026-03-02 10:01')
    await sealAudit.handle()
    const seals = await db
      .from('audit_seals')
      .orderBy('id')
      .select('id', 'event_count', 'total_count')
    assert.deepEqual(
      seals.map(({ id, event_count, total_count }) => [id, event_count, Number(total_count)]),
      [
        [1, 2000, 2000],
        [2, 1, 2001],
      ]
    )
    assert.deepEqual(await findings(), [])
  }).timeout(60_000)

  test('a row younger than half a minute waits for the next seal', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    await writeRows(2)
    moveTo('2026-03-02 10:01')
    await writeRows(1)
    await sealAudit.handle()
    assert.deepInclude(await verifyAudit(), { rows: 2, unsealed: 1 })
    moveTo('2026-03-02 10:02')
    await sealAudit.handle()
    assert.deepInclude(await verifyAudit(), { rows: 3, unsealed: 0, findings: [] })
  })

  test('a date from the future does not stop the sealing', async ({ assert }) => {
    moveTo('2030-01-01 00:00')
    await writeRows(1)
    moveTo('2026-03-02 10:00')
    await writeRows(1)
    moveTo('2026-03-02 10:01')
    await sealAudit.handle()
    assert.deepInclude(await verifyAudit(), { rows: 2, unsealed: 0 })
  })

  test('a row committed long after its neighbours is sealed with them', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const late = await db.transaction()
    await write(late, 1)
    await writeRows(2)
    moveTo('2026-03-02 10:05')
    assert.isNull(await sealAudit.handle())
    await late.commit()
    await sealAudit.handle()
    assert.deepInclude(await verifyAudit(), { rows: 3, unsealed: 0, findings: [] })
  }).skip(isSqlite, 'SQLite has one writer: ids are committed in their order')

  test('a row that was taken back leaves a hole and no finding', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    await writeRows(1)
    const taken = await db.transaction()
    await write(taken, 2)
    await taken.rollback()
    await writeRows(1)
    moveTo('2026-03-02 10:01')
    await sealAudit.handle()
    assert.deepInclude(await verifyAudit(), { rows: 2, findings: [] })
  })

  test('two sealers at once leave one chain', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    await writeRows(20)
    moveTo('2026-03-02 10:01')
    await Promise.all([sealAudit.handle(), sealAudit.handle(), sealAudit.handle()])
    await sealAudit.handle()
    assert.deepInclude(await verifyAudit(), { rows: 20, unsealed: 0, findings: [] })
  })

  test('a second seal over the same rows or after the same seal is refused', async ({ assert }) => {
    await sealedRows()
    const [seal] = await db.from('audit_seals')
    const rivals = [
      { ...seal, id: 2, previous_hash: 'other' },
      { ...seal, id: 2, first_event_id: 0 },
      { ...seal, previous_hash: 'other', first_event_id: 0 },
    ]
    for (const rival of rivals) {
      await assert.rejects(() => db.table('audit_seals').insert(rival), /unique|duplicate/i)
    }
  })

  test('G-03 the database refuses to change or delete rows and seals', async ({ assert }) => {
    await sealedRows()
    for (const table of ['audit_events', 'audit_seals']) {
      await assert.rejects(() => db.from(table).delete(), /append-only/)
    }
    await assert.rejects(() => db.from('audit_events').update({ reason: 'x' }), /append-only/)
    await assert.rejects(() => db.from('audit_seals').update({ hash: 'x' }), /append-only/)
  })
})

test.group('What the check of the audit finds', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    return async () => {
      letTimeRun()
      await emptyDatabase()
    }
  })

  const change = (id: number, values: object) =>
    db.from('audit_events').where({ id }).update(values)

  for (const [column, value] of Object.entries({
    occurred_at: '2026-03-02 06:59:59',
    actor_user_id: 7,
    actor_label: 'Oporb',
    channel: 'api',
    request_id: 'x',
    organisation_id: 1,
    subject_type: 'tickes',
    subject_id: 99,
    subject_version: 2,
    action: 'incident.updatee',
    reason: 'Причинa',
    changes: JSON.stringify([{ field: 'title', before: 'Было 5', after: 'Стало 6' }]),
  })) {
    test(`one other byte in ${column} names its row`, async ({ assert }) => {
      const ids = await sealedRows()
      await withoutAuditTriggers(() => change(ids[4]!, { [column]: value }))
      assert.deepEqual(await findings(), [{ kind: 'tampered', eventId: ids[4]! }])
    })
  }

  test('a text that is no JSON any more names its row', async ({ assert }) => {
    const ids = await sealedRows()
    await withoutAuditTriggers(() => change(ids[4]!, { changes: '[{' }))
    assert.deepEqual(await findings(), [{ kind: 'tampered', eventId: ids[4]! }])
  }).skip(() => !isSqlite(), 'the other database refuses it')

  test('a deleted row is named, in the middle and at both ends', async ({ assert }) => {
    const ids = await sealedRows()
    const gone = [ids[0]!, ids[4]!, ids[9]!]
    await withoutAuditTriggers(() => db.from('audit_events').whereIn('id', gone).delete())
    const named = (await findings()) as { eventId: number }[]
    assert.sameDeepMembers(
      named,
      gone.map((eventId) => ({ kind: 'missing', eventId }))
    )
  })

  test('a swapped pair is named as a pair, across seals too', async ({ assert }) => {
    await sealedRows()
    moveTo('2026-03-02 11:00')
    await writeRows(5)
    moveTo('2026-03-02 11:01')
    await sealAudit.handle()
    const ids = await eventIds()
    for (const [one, other] of [
      [ids[2]!, ids[3]!],
      [ids[0]!, ids[12]!],
    ] as const) {
      await withoutAuditTriggers(async () => {
        await change(one, { id: 0 })
        await change(other, { id: one })
        await change(0, { id: other })
      })
    }
    assert.sameDeepMembers(await findings(), [
      { kind: 'swapped', eventId: ids[2]!, otherId: ids[3]! },
      { kind: 'swapped', eventId: ids[0]!, otherId: ids[12]! },
    ])
  })

  test('a row under another id is named with the one it had', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    await writeRows(3)
    const [first] = await eventIds()
    await withoutAuditTriggers(() => change(first! + 1, { id: first! + 50 }))
    moveTo('2026-03-02 10:01')
    await sealAudit.handle()
    await withoutAuditTriggers(() => change(first!, { id: first! + 10 }))
    assert.deepEqual(await findings(), [{ kind: 'moved', eventId: first! + 10, fromId: first! }])
  })

  test('a row put in among sealed ones is named', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    await writeRows(3)
    const [, second] = await eventIds()
    await withoutAuditTriggers(() => db.from('audit_events').where({ id: second! }).delete())
    moveTo('2026-03-02 10:01')
    await sealAudit.handle()
    const [row] = await db.from('audit_events').limit(1)
    await db.table('audit_events').insert({ ...row, id: second!, subject_id: 777, changes: '[]' })
    assert.deepEqual(await findings(), [{ kind: 'inserted', eventId: second! }])
  })

  test('a seal that was altered is named, whatever was altered', async ({ assert }) => {
    for (const values of [
      { sealed_at: '2026-01-01 00:00:00' },
      { total_count: 11 },
      { hash: 'f'.repeat(64) },
    ]) {
      await emptyDatabase()
      await sealedRows()
      await withoutAuditTriggers(() => db.from('audit_seals').update(values))
      assert.deepInclude(await findings(), { kind: 'seal_altered', sealId: 1 })
    }
  })

  test('a row altered together with its digest still breaks the seal', async ({ assert }) => {
    const ids = await sealedRows()
    const [seal] = await db.from('audit_seals')
    const entries = Buffer.from(seal.entries)
    entries.fill(0, 4, 20)
    await withoutAuditTriggers(() => db.from('audit_seals').update({ entries }))
    assert.sameDeepMembers(await findings(), [
      { kind: 'seal_altered', sealId: 1 },
      { kind: 'tampered', eventId: ids[0]! },
    ])
  })

  test('a missing seal and a broken link are named', async ({ assert }) => {
    for (const hour of ['10', '11', '12']) {
      moveTo(`2026-03-02 ${hour}:00`)
      await writeRows(2)
      moveTo(`2026-03-02 ${hour}:01`)
      await sealAudit.handle()
    }
    await withoutAuditTriggers(() => db.from('audit_seals').where({ id: 2 }).delete())
    assert.deepEqual(await findings(), [{ kind: 'seal_missing', sealId: 2 }])
    await withoutAuditTriggers(() => db.from('audit_seals').where({ id: 3 }).update({ id: 2 }))
    assert.includeDeepMembers(await findings(), [
      { kind: 'seal_altered', sealId: 2 },
      { kind: 'broken_link', sealId: 2 },
    ])
  })

  test('an end of the chain that was cut off and made anew is found by a hash noted before', async ({
    assert,
  }) => {
    const ids = await sealedRows()
    const { head } = await verifyAudit()
    await withoutAuditTriggers(async () => {
      await db.from('audit_seals').delete()
      await change(ids[9]!, { reason: 'nothing' })
    })
    await sealAudit.handle()
    assert.deepEqual(await findings(), [])
    const { findings: known } = await verifyAudit({ knownHash: head!.hash })
    assert.deepEqual(known, [{ kind: 'head_unknown', hash: head!.hash }])
  })

  test('the command ends with 0 on a clean audit and with 1 and the row otherwise', async ({
    assert,
  }) => {
    const ids = await sealedRows()
    ace.ui.switchMode('raw')
    const clean = await ace.exec('audit:verify', [])
    assert.equal(clean.exitCode, 0)
    assert.match(printed(clean), /10 rows under 1 seals.*rows per second/)

    await withoutAuditTriggers(() => change(ids[4]!, { reason: 'other' }))
    const broken = await ace.exec('audit:verify', [])
    assert.equal(broken.exitCode, 1)
    assert.include(printed(broken), `Row ${ids[4]} was altered`)
  }).teardown(() => void ace.ui.switchMode('normal'))

  function printed(command: Awaited<ReturnType<typeof ace.exec>>) {
    return command.logger
      .getLogs()
      .map(({ message }) => message)
      .join('\n')
  }

  test('the clock of the seals is the clock of the house', async ({ assert }) => {
    await sealedRows()
    const [seal] = await db.from('audit_seals')
    assert.equal(seal.sealed_at, clock.now().toFormat('yyyy-MM-dd HH:mm:ss'))
  })
})
