import '#directory/actions/repoint_person'
import { personReferences } from '#directory/queries/person_references'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

/** Foreign keys onto people that a merge does not repoint, each with its reason. */
const EXCEPTIONS: Record<string, string> = {
  'users.person_id': 'an account is moved by a rule of its own: two active ones refuse the merge',
  'person_phones.person_id': 'which numbers remain is chosen; those of the signpost stay with it',
}

async function foreignKeysOntoPeople(): Promise<string[]> {
  const client = db.connection()
  if (client.dialect.name !== 'better-sqlite3') {
    const [rows] = await client.rawQuery(
      `select table_name as tableName, column_name as columnName
       from information_schema.key_column_usage
       where table_schema = database() and referenced_table_name = 'people'`
    )
    return rows.map(
      (row: { tableName: string; columnName: string }) => `${row.tableName}.${row.columnName}`
    )
  }
  const found: string[] = []
  for (const table of await client.getAllTables()) {
    const keys = await client.rawQuery(`pragma foreign_key_list("${table}")`)
    for (const key of keys) if (key.table === 'people') found.push(`${table}.${key.from}`)
  }
  return found
}

test.group('What refers to people', () => {
  test('is repointed by a merge, or is an exception with a reason', async ({ assert }) => {
    const named = personReferences().flatMap(({ table, columns }) =>
      columns.map((column) => `${table}.${column}`)
    )
    const keys = await foreignKeysOntoPeople()
    assert.includeMembers(keys, ['tickets.requester_id', 'users.person_id'])
    assert.deepEqual(
      keys.filter((key) => !named.includes(key) && !(key in EXCEPTIONS)),
      []
    )
  })

  test('names no column that is not there, nor an exception that is handled', async ({
    assert,
  }) => {
    const keys = await foreignKeysOntoPeople()
    const named = personReferences().flatMap(({ table, columns }) =>
      columns.map((column) => `${table}.${column}`)
    )
    assert.deepEqual(
      [...named, ...Object.keys(EXCEPTIONS)].filter((column) => !keys.includes(column)),
      []
    )
    assert.deepEqual(
      named.filter((column) => column in EXCEPTIONS),
      []
    )
  })
})
