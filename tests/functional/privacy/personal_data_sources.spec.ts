import { personalDataSources } from '#directory/queries/personal_data'
import { createDesk } from '#tests/helpers/desk'
import { wrapInTransaction } from '#tests/helpers/database'
import i18nManager from '@adonisjs/i18n/services/main'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

/** References that tell nothing of a person, each with the reason. */
const EXCEPTIONS: Record<string, string> = {}

/** Every `table.column` whose foreign key leads to people or users. */
async function references(): Promise<string[]> {
  const isSqlite = db.connection().dialect.name === 'better-sqlite3'
  const rows = isSqlite ? await sqliteKeys() : await mysqlKeys()
  return rows.map(({ table, column }) => `${table}.${column}`).sort()
}

async function sqliteKeys(): Promise<{ table: string; column: string }[]> {
  const tables: { name: string }[] = await db.rawQuery(
    "select name from sqlite_master where type = 'table'"
  )
  const keys = await Promise.all(
    tables.map(async ({ name }) => {
      const found: { table: string; from: string }[] = await db.rawQuery(
        `pragma foreign_key_list('${name}')`
      )
      return found
        .filter(({ table }) => ['people', 'users'].includes(table))
        .map(({ from }) => ({ table: name, column: from }))
    })
  )
  return keys.flat()
}

async function mysqlKeys(): Promise<{ table: string; column: string }[]> {
  const [rows] = await db.rawQuery(
    `select table_name as 'table', column_name as 'column' from information_schema.key_column_usage
     where table_schema = database() and referenced_table_name in ('people', 'users')`
  )
  return rows
}

test.group('Sources of personal data', (group) => {
  group.each.setup(wrapInTransaction)

  test('PD every reference to a person or an account is told of by a source', async ({
    assert,
  }) => {
    const told = personalDataSources().flatMap(({ columns }) => columns)
    const known = new Set([...told, ...Object.keys(EXCEPTIONS)])
    const found = await references()
    assert.isAbove(found.length, 30)
    assert.deepEqual(
      found.filter((name) => !known.has(name)),
      []
    )
    assert.deepEqual(
      [...known].filter((name) => !found.includes(name)),
      []
    )
    assert.lengthOf(new Set(told), told.length)
  })

  test('PD every source and every column it gives has words in both languages', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const subject = { personId: desk.agent.personId, userId: desk.agent.id }
    for (const source of personalDataSources()) {
      const rows = await source.read(subject)
      const columns = Object.keys(rows[0] ?? {}).map((column) => `privacy.columns.${column}`)
      for (const key of [`privacy.sources.${source.key}`, ...columns]) {
        for (const locale of ['ru', 'en']) {
          assert.isTrue(i18nManager.locale(locale).hasMessage(key), `${locale} ${key}`)
        }
      }
    }
  })
})
