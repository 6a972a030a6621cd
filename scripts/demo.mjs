/**
 * npm run demo [-- --reset] [--today=YYYY-MM-DD]: a working Opora with invented data on this machine.
 * The data stays between runs; --reset throws it away and makes it anew, as of --today.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, isBuildFresh, runBuiltAce, startServer } from './support/build.mjs'
import { demoAccounts } from './support/demo_accounts.mjs'
import { ensureEnvironmentFile, productionEnvironment } from './support/environment.mjs'
import { fail, ROOT, say } from './support/process.mjs'

const PASSWORD = 'opora-demo'
const READY_WITHIN_MS = 60_000

const { values: options } = parseArgs({
  options: { reset: { type: 'boolean', default: false }, today: { type: 'string' } },
})
if (options.today && !/^\d{4}-\d{2}-\d{2}$/.test(options.today)) fail('--today is YYYY-MM-DD.')

ensureEnvironmentFile()
const env = demoEnvironment()
const seededMark = `${env.DB_SQLITE_FILE}.seeded`

await refuseTakenPort()
await buildWhenNeeded()
await prepareData()
await serve()

function demoEnvironment() {
  const host = process.env.HOST ?? '127.0.0.1'
  const port = process.env.PORT ?? '3333'
  return {
    ...productionEnvironment(),
    HOST: host,
    PORT: port,
    APP_URL: process.env.APP_URL ?? `http://${host}:${port}`,
    DB_CONNECTION: 'sqlite',
    DB_SQLITE_FILE: process.env.DB_SQLITE_FILE || join(ROOT, 'storage', 'demo.sqlite3'),
    STORAGE_DIR: process.env.STORAGE_DIR || join(ROOT, 'storage', 'demo'),
    DEMO_ACCOUNTS: 'true',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }
}

function refuseTakenPort() {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', (error) =>
      fail(`Port ${env.PORT} cannot be used (${error.code}): set another, for example PORT=3400.`)
    )
    probe.listen(Number(env.PORT), env.HOST, () => probe.close(resolve))
  })
}

async function buildWhenNeeded() {
  if (isBuildFresh()) return
  say('Building (about a quarter of a minute, only after changes) …')
  if ((await build('failure')) !== 0) fail('The build failed.')
}

/** A database whose seeding was interrupted is worth nothing and is made anew. */
async function prepareData() {
  const isSeeded = existsSync(seededMark) && !options.reset
  if (!isSeeded) removeData()
  else if (options.today) say('--today has an effect only together with --reset.')

  await ace('migration:run', '--force')
  await ace('reference:sync')
  if (isSeeded) return

  say('Filling the database with demo data …')
  await ace('demo:seed', ...(options.today ? [`--today=${options.today}`] : []))
  writeFileSync(seededMark, '')
}

function removeData() {
  for (const suffix of ['', '-wal', '-shm', '.seeded']) {
    rmSync(`${env.DB_SQLITE_FILE}${suffix}`, { force: true })
  }
}

async function ace(...args) {
  const { code } = await runBuiltAce(args, env, 'failure')
  if (code !== 0) fail(`The command ${args[0]} failed.`)
}

async function serve() {
  const server = await startServer(env)
  server.on('close', (code) => process.exit(code ?? 0))
  await answering()

  const accounts = await demoAccounts(env.APP_URL)
  say(`\nOpora is ready: ${env.APP_URL}\n`)
  for (const { email, name, labelEn } of accounts) {
    say(`  ${email.padEnd(32)} ${labelEn.padEnd(28)} ${name}`)
  }
  say(`\nThe password of every account is ${PASSWORD}. Ctrl+C stops the server; the data stays.`)
}

async function answering() {
  const health = `http://${env.HOST}:${env.PORT}/health`
  const end = Date.now() + READY_WITHIN_MS
  while (Date.now() < end) {
    const answer = await fetch(health).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  fail(`The server did not answer at ${health}.`)
}
