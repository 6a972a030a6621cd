import { erasePersonalValues } from '#core/actions/erase_personal_values'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import { sealAudit } from '#core/actions/seal_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { StaleRecord } from '#core/errors'
import AuditEvent from '#core/models/audit_event'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import { verifyAudit } from '#core/queries/verify_audit'
import { inTransaction } from '#core/transaction'
import { allow, refuse } from '#database/append_only'
import { emptyDatabase } from '#tests/helpers/database'
import { letTimeRun, moveTo } from '#tests/helpers/desk'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const CHANGES = [
  { field: 'displayName', before: 'Иванова Мария', after: 'Петрова Мария' },
  { field: 'email', before: null, after: 'petrova@example.org' },
  { field: 'isVip', before: false, after: true },
]

function renamePerson(subjectId: number) {
  return inTransaction((trx) =>
    recordAudit(trx, {
      actor: SYSTEM_ACTOR,
      subjectType: 'person',
      subjectId,
      subjectVersion: 2,
      organisationId: null,
      action: 'person.changed',
      changes: CHANGES,
    })
  )
}

const erase = (subjectId: number) =>
  inTransaction((trx) => erasePersonalValues(trx, 'person', subjectId))
const history = async () => resolvePersonalValues(await AuditEvent.query().orderBy('id'))

/** Ids are small, so that each is a new person for the database that was just emptied. */
test.group('Personal values in the audit', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    moveTo('2026-03-02 10:00')
    return async () => {
      letTimeRun()
      await emptyDatabase()
    }
  })

  test('152-FZ the audit itself holds no personal value, and its reader gets it', async ({
    assert,
  }) => {
    await renamePerson(1)
    const [row] = await db.from('audit_events').select(db.raw('cast(changes as char) as changes'))
    assert.notInclude(row.changes, 'Мария')
    assert.notInclude(row.changes, 'petrova')
    assert.include(row.changes, '"isVip"')
    const [event] = await history()
    assert.deepEqual(event!.changes, CHANGES)
  })

  test('152-FZ erased values are shown as erased and the seals hold', async ({ assert }) => {
    await renamePerson(1)
    await renamePerson(2)
    moveTo('2026-03-02 10:01')
    await sealAudit.handle()
    assert.equal(await erase(1), 3)

    const [erased, kept] = await history()
    assert.deepEqual(erased!.changes, [
      { field: 'displayName', before: { erased: true }, after: { erased: true } },
      { field: 'email', before: null, after: { erased: true } },
      { field: 'isVip', before: false, after: true },
    ])
    assert.deepEqual(kept!.changes, CHANGES)
    assert.deepInclude(await verifyAudit(), { rows: 2, findings: [], erasedValues: 3 })
  })

  test('an altered personal value is found in its row', async ({ assert }) => {
    await renamePerson(1)
    moveTo('2026-03-02 10:01')
    await sealAudit.handle()
    const update = () => db.from('audit_personal_values').update({ value: '"Сидорова"' })
    await assert.rejects(update, /append-only/)

    const dialect = db.connection().dialect.name
    for (const statement of allow('audit_personal_values', ['update'])) await db.rawQuery(statement)
    await update()
    for (const statement of refuse(dialect, 'audit_personal_values', ['update'])) {
      await db.rawQuery(statement)
    }

    const { findings } = await verifyAudit()
    const event = await AuditEvent.firstOrFail()
    assert.deepInclude(findings, { kind: 'personal_value_altered', eventId: event.id })
  })

  test('the same value is kept under another hash each time', async ({ assert }) => {
    await renamePerson(1)
    await renamePerson(1)
    const events = await AuditEvent.all()
    const hashes = events.map(({ changes }) => (changes[0]!.after as { hash: string }).hash)
    assert.notEqual(hashes[0], hashes[1])
  })

  test('fields that are personal of a person are plain of anything else', async ({ assert }) => {
    const changes = [{ field: 'email', before: null, after: 'desk@example.org' }]
    await inTransaction((trx) =>
      recordAudit(trx, {
        ...{ actor: SYSTEM_ACTOR, subjectType: 'ticket', subjectId: 1, organisationId: null },
        ...{ action: 'incident.updated', changes },
      })
    )
    assert.deepEqual((await AuditEvent.firstOrFail()).changes, changes)
    assert.isEmpty(await db.from('audit_personal_values'))
  })

  test('a transaction that is taken back leaves no personal value', async ({ assert }) => {
    const trx = await db.transaction()
    await recordAudit(trx, {
      ...{ actor: SYSTEM_ACTOR, subjectType: 'person', subjectId: 1, organisationId: null },
      ...{ action: 'person.changed', changes: CHANGES },
    })
    await trx.rollback()
    assert.isEmpty(await db.from('audit_personal_values'))
  })

  test('G-15 who is refused for a stale version sees the values', async ({ assert }) => {
    await renamePerson(1)
    const refusal = await inTransaction((trx) =>
      refuseStale(trx, 'person', { id: 1, version: 2 }, 1)
    ).catch((error: unknown) => error)
    assert.instanceOf(refusal, StaleRecord)
    assert.deepEqual((refusal as StaleRecord).changes[0]!.fields, CHANGES)
  })
})
