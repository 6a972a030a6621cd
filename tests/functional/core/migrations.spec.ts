import { ownDatabase, type OwnDatabase } from '#tests/helpers/own_database'
import app from '@adonisjs/core/services/app'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'

const BOOKKEEPING = ['adonis_schema', 'adonis_schema_versions']

function isSqlite(client: QueryClientContract) {
  return client.dialect.name === 'better-sqlite3'
}

type Direction = { direction: 'up' } | { direction: 'down'; step: number }

async function migrate(connectionName: string, direction: Direction) {
  // A lock would be one for the whole server, where others migrate databases of their own.
  const runner = new MigrationRunner(db, app, { connectionName, disableLocks: true, ...direction })
  await runner.run()
  if (runner.error) throw runner.error
}

/**
 * Runs migrations one by one, and gives what there was before each. The runner knows only all that
 * are left, so the later ones are marked as done until their turn.
 */
async function upOneByOne({ connectionName, client }: OwnDatabase) {
  const runner = new MigrationRunner(db, app, { connectionName, direction: 'up' })
  const names = (await runner.getList()).map(({ name }) => name)
  // Only makes the tables it keeps its books in.
  await migrate(connectionName, { direction: 'down', step: 0 })
  await client.table('adonis_schema').multiInsert(names.map((name) => ({ name, batch: 0 })))
  const stages: { name: string; before: string[] }[] = []
  for (const name of names) {
    stages.push({ name, before: await structureOf(client) })
    await client.from('adonis_schema').where({ name }).delete()
    await migrate(connectionName, { direction: 'up' })
  }
  return stages
}

/** Columns, indexes, references, triggers: a line for each, in no order. */
async function structureOf(client: QueryClientContract): Promise<string[]> {
  const answer = await client.rawQuery(isSqlite(client) ? SQLITE_STRUCTURE : MYSQL_STRUCTURE)
  const rows: { part: string; of: string; line: string }[] = isSqlite(client) ? answer : answer[0]
  const own = rows.filter((row) => !BOOKKEEPING.includes(row.of))
  return own.map(({ part, of, line }) => `${part} ${of} ${line}`).toSorted()
}

const SQLITE_STRUCTURE = `
  with made as (select name from sqlite_master where type = 'table' and name not like 'sqlite_%')
  select 'column' part, made.name of,
    concat_ws(' ', it.name, lower(it.type), it."notnull", it.dflt_value, it.pk) line
  from made, pragma_table_info(made.name) it
  union all
  select 'index', made.name, concat_ws(' ', it.name, it."unique",
    (select group_concat(name) from pragma_index_info(it.name)))
  from made, pragma_index_list(made.name) it
  union all
  select 'reference', made.name, concat_ws(' ', group_concat(it."from"), it."table", it.on_delete)
  from made, pragma_foreign_key_list(made.name) it group by made.name, it.id
  union all
  select type, tbl_name, concat_ws(' ', name, sql) from sqlite_master where type in ('trigger', 'view')`

const MYSQL_STRUCTURE = `
  select 'column' part, table_name of, concat_ws(' ', column_name, column_type, is_nullable,
    column_default, column_key, collation_name, extra) line
  from information_schema.columns where table_schema = database()
  union all
  select 'index', table_name, concat_ws(' ', index_name, non_unique, index_type,
    group_concat(column_name order by seq_in_index))
  from information_schema.statistics where table_schema = database()
  group by table_name, index_name, non_unique, index_type
  union all
  select 'reference', table_name,
    concat_ws(' ', constraint_name, referenced_table_name, delete_rule)
  from information_schema.referential_constraints where constraint_schema = database()
  union all
  select 'trigger', event_object_table, concat_ws(' ', trigger_name, action_statement)
  from information_schema.triggers where trigger_schema = database()`

test.group('Migrations', () => {
  test('each goes back to what was before it, and all come to the same again', async ({
    assert,
    cleanup,
  }) => {
    const own = await ownDatabase(cleanup)
    const stages = await upOneByOne(own)
    const whole = await structureOf(own.client)
    assert.isNotEmpty(whole)
    for (const { name, before } of stages.toReversed()) {
      await migrate(own.connectionName, { direction: 'down', step: 1 })
      assert.deepEqual(await structureOf(own.client), before, name)
    }
    await migrate(own.connectionName, { direction: 'up' })
    assert.deepEqual(await structureOf(own.client), whole)
    // A server that is busy takes its time over each change of a table.
  }).timeout(180_000)

  test('going back by all that came to the first tables keeps their rows', async ({
    assert,
    cleanup,
  }) => {
    const { connectionName, client } = await ownDatabase(cleanup)
    await migrate(connectionName, { direction: 'up' })
    const rows = await fillFirstTables(client)
    const runner = new MigrationRunner(db, app, { connectionName, direction: 'up' })
    const names = (await runner.getList()).map(({ name }) => name)
    const step = names.length - names.findIndex((name) => name.includes('/0012_'))
    await migrate(connectionName, { direction: 'down', step })
    for (const table of rows) assert.lengthOf(await client.from(table), 1, table)
  })
    .timeout(60_000)
    // Only there a column may go with a copy of its table, and the rows that refer to it with the old one.
    .skip(() => !isSqlite(db.connection()), 'a matter of SQLite')
})

/** A row in tables that later migrations altered, and in those that refer to them. */
async function fillFirstTables(client: QueryClientContract) {
  const at = { created_at: '2026-01-01 00:00:00', updated_at: '2026-01-01 00:00:00' }
  const rows: [string, Record<string, unknown>][] = [
    [
      'organisations',
      {
        code: 'ACME',
        name: 'Acme',
        kind: 'client',
        path: '/1/',
        time_zone: 'UTC',
        locale: 'en',
        ...at,
      },
    ],
    ['people', { organisation_id: 1, display_name: 'Anna', ...at }],
    ['roles', { code: 'agent', label_ru: 'Агент', label_en: 'Agent', ...at }],
    ['role_permissions', { role_id: 1, permission: 'directory.view', scope: 'all' }],
    ['users', { person_id: 1, email: 'anna@example.org', password: 'x', ...at }],
    ['role_assignments', { user_id: 1, role_id: 1 }],
    ['calendars', { code: 'C', name_ru: 'К', name_en: 'C', time_zone: 'UTC', week: '{}', ...at }],
    ['calendar_exceptions', { calendar_id: 1, on_date: '2026-01-01', intervals: '[]' }],
  ]
  for (const [table, values] of rows) await client.table(table).insert(values)
  return rows.map(([table]) => table)
}
