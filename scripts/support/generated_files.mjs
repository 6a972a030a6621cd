import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codegen } from './codegen.mjs'
import { ROOT, run, say } from './process.mjs'

/**
 * Generates what is generated (registries of `.adonisjs/`, database/schema.ts out of migrations on
 * an empty database) and tells whether the files in git stayed as they were.
 */
export async function codegenLeavesNoTrace() {
  const before = workTree()
  if ((await codegen()) !== 0 || !(await migrateEmptyDatabase())) return false

  const after = workTree()
  if (before === after) return true
  say('Generated files differ from the committed ones:')
  say(
    after
      .split('\n')
      .filter((line) => !before.includes(line))
      .join('\n')
  )
  return false
}

async function migrateEmptyDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'opora-schema-'))
  const env = {
    NODE_ENV: 'development',
    APP_KEY: 'only-for-an-empty-database-0123456789',
    HOST: '127.0.0.1',
    PORT: '3333',
    APP_URL: 'http://127.0.0.1:3333',
    DB_CONNECTION: 'sqlite',
    DB_SQLITE_FILE: join(folder, 'empty.sqlite3'),
  }
  try {
    const { code } = await run(['ace.js', 'migration:run'], { env, show: 'failure' })
    return code === 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** State and content of what differs from the commit; empty outside a git repository. */
function workTree() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' })
    return git('status', '--porcelain') + git('diff')
  } catch {
    return ''
  }
}
