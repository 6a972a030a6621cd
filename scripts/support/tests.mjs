import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from './mariadb.mjs'
import { say } from './process.mjs'
import { isSuccess, runSuites, totalOf } from './suites.mjs'

const SUITES = ['unit', 'functional', 'browser']

/**
 * Runs the suites named in the arguments, or all; other arguments go to the test runner. Unit and
 * functional run on both databases side by side, MariaDB's output follows SQLite's. The browser comes
 * after them and on its own: it measures time. Resolves to an exit code.
 */
export async function runTests(args) {
  const flags = args.filter((arg) => !SUITES.includes(arg))
  const chosen = suitesIn(args)
  const onBoth = chosen.filter((suite) => suite !== 'browser')
  const results = []
  if (onBoth.length > 0) {
    const sqlite = onSqlite(onBoth, flags)
    results.push(...(await Promise.all([sqlite, onMariaDb(onBoth, flags, sqlite)])))
  }
  if (chosen.includes('browser')) results.push(await onSqlite(['browser'], flags))

  say()
  for (const [title, own] of Map.groupBy(results, (result) => result.title)) {
    say(`${title}: ${own[0].absence ?? totalOf(own)}`)
  }
  say(`Total: ${totalOf(results)}`)
  const failed = results.filter((result) => !isSuccess(result))
  for (const { title, suites } of failed) say(`✖ ${title}: ${suites.join(', ')}`)
  return failed.length === 0 ? 0 : 1
}

/** Of the suites, those that are named, or all. */
export function suitesIn(args) {
  const named = SUITES.filter((suite) => args.includes(suite))
  return named.length > 0 ? named : SUITES
}

function onSqlite(suites, flags) {
  return inFolder((folder) => {
    const file = { DB_CONNECTION: 'sqlite', DB_SQLITE_FILE: join(folder, 'test.sqlite3') }
    return runSuites('SQLite', suites, flags, { ...file, ...storageIn(folder) })
  })
}

async function onMariaDb(suites, flags, after) {
  const database = await createDatabase()
  if ('absence' in database) return { title: 'MariaDB', absence: `skipped, ${database.absence}` }
  try {
    return await inFolder((folder) =>
      runSuites('MariaDB', suites, flags, { ...database.env, ...storageIn(folder) }, after)
    )
  } finally {
    await database.drop()
  }
}

/** Files of one run are none of the other's. */
function storageIn(folder) {
  return { STORAGE_DIR: join(folder, 'storage') }
}

async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'opora-test-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
