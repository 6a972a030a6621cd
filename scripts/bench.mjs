/**
 * npm run bench [-- --quick] [--scale=large] [--data=DIR] [--database=sqlite|mysql] [--keep]
 * [--only=NAME]: loads data, measures the pages and acts of a working day over HTTP, then the engine
 * of service levels and billing, prints a table. See bench/README.md.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureBilling } from '../bench/billing.mjs'
import { Client } from '../bench/client.mjs'
import { FOLDER, mysqlDatabase, sqliteDatabase } from '../bench/databases.mjs'
import { readFacts } from '../bench/facts.mjs'
import { generate, SCALES } from '../bench/generate.mjs'
import { measureEngine, measureFreshness, measureJobs, sayVerdicts } from '../bench/impact.mjs'
import { countQueries, FULL, measureMixed, measureRow, QUICK } from '../bench/measure.mjs'
import { randomSource } from '../bench/random.mjs'
import { tableOf } from '../bench/report.mjs'
import { productionEnv, startWebProcess } from '../bench/server.mjs'
import { measureCommand, SERVICE_LEVELS } from '../bench/service_levels.mjs'
import { openIncidents, workload } from '../bench/workload.mjs'
import { build, isBuildFresh, runBuiltAce } from './support/build.mjs'
import { fail, ROOT, run, say } from './support/process.mjs'

const AGENTS = 8
/** Sign-ins are measured with an agent nobody else works as. */
const agent = (number) => ({ email: `p${number}@example.test`, password: 'opora-bench' })
const SEED = 7
const ENGINE = 'impact engine'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    scale: { type: 'string' },
    data: { type: 'string' },
    database: { type: 'string' },
    only: { type: 'string' },
  },
})
const scale = options.scale ?? (options.quick ? 'quick' : 'standard')
if (!SCALES[scale]) fail(`--scale is one of ${Object.keys(SCALES).join(', ')}.`)
const label = options.data ? 'own_data' : scale
const size = options.quick ? QUICK : FULL
const env = productionEnv()

if (!isBuildFresh()) {
  say('Building …')
  if ((await build('failure')) !== 0) fail('The build failed.')
}
const commands = SERVICE_LEVELS.filter(({ name }) =>
  [undefined, 'service_levels', name].includes(options.only)
)
const withBilling = [undefined, 'billing'].includes(options.only)
const isOnlyCommands = Boolean(options.only) && (commands.length > 0 || withBilling)
const results = isOnlyCommands ? [] : await measurePages()
const serviceLevels = await measureServiceLevels()
const billing = await measureContracts()
const timed = results.filter(({ rows }) => rows.length > 0)
if (timed.length > 0) say(`\n${tableOf(timed)}`)
mkdirSync(join(ROOT, 'tmp'), { recursive: true })
writeFileSync(
  join(ROOT, 'tmp', 'bench.json'),
  `${JSON.stringify({ scale: label, results, serviceLevels, billing }, null, 2)}\n`
)

async function measurePages() {
  const data = await prepareFiles()
  const facts = { ...(await readFacts(data)), agent: agent(AGENTS + 1) }
  const measured = []
  for (const database of await chosenDatabases(label)) {
    measured.push(await measureOn(database, data, facts))
    if (!options.keep) await database.drop()
  }
  return measured
}

async function measureServiceLevels() {
  if (commands.length === 0) return []
  const measured = []
  for (const database of await chosenDatabases('service_levels')) {
    say(`\nService levels on ${database.name} …`)
    for (const command of commands) {
      const figures = await measureCommand(command, database, env, options.quick)
      if (figures === null) fail(`The command ${command.command} failed.`)
      measured.push(figures)
    }
  }
  return measured
}

async function measureContracts() {
  const measured = []
  for (const database of withBilling ? await chosenDatabases('billing') : []) {
    say(`\nBilling on ${database.name} …`)
    const figures = await measureBilling(database, env, options.quick)
    if (figures === null) fail('The command bench:billing failed.')
    measured.push(figures)
  }
  return measured
}

async function prepareFiles() {
  if (options.data) return filesOf(resolve(options.data))
  const folder = join(FOLDER, `${scale}_data`)
  // The generator writes this file last.
  if (!existsSync(join(folder, 'complete'))) {
    say(`Generating data of the ${scale} scale …`)
    await generate(folder, scale)
    writeFileSync(join(folder, 'complete'), '')
  }
  return folder
}

/** The folder itself, or what its generator writes into one of the benchmark's own. */
async function filesOf(folder) {
  const generator = join(folder, 'gen.mjs')
  if (existsSync(join(folder, 'cis.tsv')) || !existsSync(generator)) return folder
  const written = join(FOLDER, 'own_data_files')
  mkdirSync(written, { recursive: true })
  say(`Generating data with ${generator} …`)
  const { code } = await run([generator, written, String(SCALES.standard.tickets)], {
    show: 'failure',
  })
  if (code !== 0) fail('The generator failed.')
  return written
}

async function chosenDatabases(of) {
  const wanted = options.database ? [options.database] : ['sqlite', 'mysql']
  const databases = []
  if (wanted.includes('sqlite')) databases.push(sqliteDatabase(of))
  if (wanted.includes('mysql')) databases.push(await mysqlDatabase(of))
  const found = databases.filter((database) => database !== null)
  if (found.length < databases.length) say('No MariaDB answers: only SQLite is measured.')
  if (found.length === 0) fail('--database is sqlite or mysql, and it must answer.')
  return found
}

async function measureOn(database, data, facts) {
  const databaseEnv = { ...env, ...database.env }
  if (!options.keep || !database.isFilled) await fill(database, databaseEnv, data)
  const { rows, mixed } = workload(facts, randomSource(SEED))
  const chosen = rows.filter(({ name }) => isChosen(name))
  const before = loadavg()[0]
  const engine = isChosen(ENGINE) ? await measureGraph(databaseEnv, data, facts) : null
  if (chosen.length === 0) return { database: database.name, rows: [], engine }
  const timed = await withAgents(databaseEnv, facts, (clients, server) =>
    timedPass(clients, server, chosen, mixed)
  )
  const counts = await withAgents({ ...databaseEnv, BENCH: 'true' }, facts, (clients) =>
    countingPass(clients, chosen)
  )
  return {
    database: database.name,
    rows: timed.rows.map((row, index) => ({ ...row, queries: counts[index] })),
    mixed: timed.mixed,
    memory: timed.memory,
    engine,
    load: [before, loadavg()[0]].map((value) => value.toFixed(2)),
  }
}

function isChosen(name) {
  return !options.only || name.includes(options.only)
}

/** The impact engine: size, truth and speed in one process, freshness between two. */
async function measureGraph(databaseEnv, data, facts) {
  const server = await startWebProcess(databaseEnv)
  const client = new Client(server.address)
  try {
    const { email, password } = agent(1)
    await client.signIn(email, password)
    const before = server.memory()
    const freshness = await measureFreshness(client, server, databaseEnv, facts.freshness)
    const figures = { ...freshness, memory: [before, server.memory()] }
    const engine = await measureEngine(databaseEnv, data)
    if (engine === null) fail('The command bench:impact failed.')
    const all = { ...engine, ...figures, ...(await measureJobs(databaseEnv)) }
    sayVerdicts(all)
    return all
  } finally {
    client.close()
    await server.stop()
  }
}

async function fill(database, databaseEnv, data) {
  say(`\nLoading ${database.name} …`)
  await database.clear()
  for (const command of [['migration:run', '--force'], ['reference:sync'], ['bench:load', data]]) {
    const { code } = await runBuiltAce(
      command,
      databaseEnv,
      command[0] === 'bench:load' ? 'all' : 'failure'
    )
    if (code !== 0) fail(`The command ${command[0]} failed.`)
  }
}

async function withAgents(databaseEnv, facts, work) {
  const server = await startWebProcess(databaseEnv)
  const clients = Array.from({ length: AGENTS }, () => new Client(server.address))
  try {
    for (const [index, client] of clients.entries()) {
      const { email, password } = agent(index + 1)
      await client.signIn(email, password)
    }
    facts.openIncidents = await openIncidents(clients[0])
    return await work(clients, server)
  } finally {
    for (const client of clients) client.close()
    await server.stop()
  }
}

async function timedPass(clients, { memory, cpu }, rows, mixed) {
  const measured = []
  for (const row of rows) {
    const figures = await measureRow(clients[0], row, size, cpu)
    say(
      `  ${row.name.padEnd(28)} ${figures.p50} / ${figures.p95} ms, ${figures.cpu} ms of processor, ${figures.n} times`
    )
    measured.push({ name: row.name, bar: row.bar, ...figures })
  }
  const together = await measureMixed(clients, mixed, randomSource(SEED), size.mixedSeconds)
  return { rows: measured, mixed: together, memory: memory() }
}

async function countingPass(clients, rows) {
  const counts = []
  for (const row of rows) counts.push(await countQueries(clients[0], row))
  return counts
}
