/**
 * node bench/generate.mjs DIR [--scale=standard|graph|large|quick]: writes the benchmark's data as
 * tab-separated files, the same on every machine. README.md beside this file describes them.
 */
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { blastOf, edgesOf, itemsOf, layersOf } from './graph.mjs'
import { randomSource, vocabulary } from './random.mjs'

export const SCALES = {
  quick: { tickets: 5_000, unit: 50, edges: 30_000 },
  standard: { tickets: 50_000, unit: 50, edges: 30_000 },
  graph: { tickets: 5_000, unit: 500, edges: 300_000 },
  large: { tickets: 1_000_000, unit: 500, edges: 300_000 },
}

const SEED = 42
const [ORGANISATIONS, PEOPLE, AGENTS, USERS] = [50, 2000, 40, 200]
const DAYS = 730
const LAST_DAY = Date.UTC(2026, 10, 20, 8)
const DAY = 86_400_000
/** A word of exactly ten tickets, for searching. */
const RARE_WORD = 'zyxplover'
const TROUBLES = [
  ...['cannot log in', 'slow response', 'service down', 'disk full', 'high CPU load'],
  ...['certificate expired', 'backup failed', 'connection timeout', 'password reset', 'error 500'],
  ...['replication lag', 'access request', 'memory leak', 'packet loss', 'printer jam'],
  ...[
    'mail not delivered',
    'batch job aborted',
    'wrong data shown',
    'license expired',
    'hardware failure',
  ],
]
const THINGS = [
  ...['database', 'firewall', 'mail server', 'web portal', 'ERP', 'VPN gateway', 'file share'],
  ...['switch', 'storage array', 'payroll app', 'CRM', 'load balancer', 'DNS', 'laptop'],
  ...['phone system', 'intranet', 'build server', 'proxy', 'directory', 'warehouse app'],
]

/** Writes all files of a scale into the folder; resolves when they are on disk. */
export async function generate(directory, scale) {
  const { tickets, unit, edges: edgeCount } = SCALES[scale]
  const random = randomSource(SEED)
  const words = vocabulary(random)
  const layers = layersOf(unit)
  const edges = edgesOf(layers, random, edgeCount)
  const people = Array.from({ length: PEOPLE }, (_, index) => personOf(index + 1, random, words))
  mkdirSync(directory, { recursive: true })
  await table(directory, 'orgs', 'id name code', organisations(words))
  await table(directory, 'persons', 'id first last org email role', people)
  await table(
    directory,
    'cis',
    'id class name org criticity serial ip description',
    items(layers, random, words)
  )
  await table(directory, 'edges', 'from to kind', edges)
  await table(directory, 'blast', 'root class downstream_nodes edges', blast(layers, edges))
  await ticketTables(directory, { tickets, items: layers.appA.last, people }, random, words)
}

function* organisations(words) {
  for (let id = 1; id <= ORGANISATIONS; id++) {
    const two = String(id).padStart(2, '0')
    yield [id, `Org ${two} ${words.list[id]}`, `ORG${two}`]
  }
}

function personOf(id, { between, pick }, words) {
  const isAgent = id <= AGENTS
  const role = isAgent ? 'agent' : id <= USERS ? 'user' : 'contact'
  const organisation = isAgent ? 1 : between(1, ORGANISATIONS)
  return [id, pick(words.list), pick(words.list), organisation, `p${id}@example.test`, role]
}

function* items(layers, { between, pick, weighted }, words) {
  for (const { id, className, prefix } of itemsOf(layers)) {
    const name = `${prefix}-${String(id).padStart(5, '0')}-${pick(words.list)}`
    const criticality = weighted([
      ['low', 60],
      ['medium', 30],
      ['high', 10],
    ])
    const address = `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}`
    yield [
      id,
      className,
      name,
      between(1, ORGANISATIONS),
      criticality,
      `S${1e6 + id}`,
      address,
      words.text(12),
    ]
  }
}

function* blast(layers, edges) {
  for (const { root, size, followed } of blastOf(layers, edges)) {
    yield [root, root <= layers.access.last ? 'NetworkDevice' : 'Server', size, followed]
  }
}

async function ticketTables(directory, counts, random, words) {
  const files = {
    tickets: await open(
      directory,
      'tickets',
      'id type org caller agent team title description status impact urgency created updated service'
    ),
    links: await open(directory, 'ticket_ci', 'ticket ci'),
    comments: await open(directory, 'comments', 'ticket person at text'),
  }
  const callers = Map.groupBy(counts.people, (person) => person[3])
  for (let id = 1; id <= counts.tickets; id++) {
    const created =
      LAST_DAY -
      Math.floor(((counts.tickets - id) / counts.tickets) * DAYS * DAY) -
      random.between(0, 3_600_000)
    await files.tickets.write(ticketOf(id, created, counts, callers, random, words))
    for (const ci of linkedItems(counts.items, random)) await files.links.write([id, ci])
    for (const comment of commentsOf(id, created, random, words)) {
      await files.comments.write(comment)
    }
  }
  for (const file of Object.values(files)) await file.end()
}

function ticketOf(id, created, { tickets }, callers, { between, pick, weighted }, words) {
  const kind = kindOf(id)
  const organisation = between(1, ORGANISATIONS)
  const status = weighted([
    ['closed', 80],
    ['resolved', 8],
    ['assigned', 6],
    ['new', 3],
    ['pending', 3],
  ])
  const agent = status === 'new' ? 0 : between(1, AGENTS)
  const caller = pick(callers.get(organisation) ?? callers.get(1))[0]
  const rare = id % (tickets / 10) === 0 ? ` ${RARE_WORD}` : ''
  return [
    ...[id, kind, organisation, caller, agent, agent === 0 ? 0 : 1 + (agent % 10)],
    `${pick(TROUBLES)} on ${pick(THINGS)} ${words.word()}`,
    words.text(between(40, 80)) + rare,
    ...[status, between(1, 3), between(1, 4)],
    ...[moment(created), moment(created + between(600, 86_400 * 3) * 1000), between(1, 20)],
  ]
}

/** 54 % incidents, 36 % requests, 6 % changes, 4 % problems, evenly mixed. */
function kindOf(id) {
  const place = (id * 7919) % 100
  if (place < 54) return 'incident'
  if (place < 90) return 'request'
  return place < 96 ? 'change' : 'problem'
}

function linkedItems(items, { between }) {
  return new Set(Array.from({ length: between(1, 2) }, () => between(1, items)))
}

function* commentsOf(ticket, created, { between, weighted }, words) {
  const count = weighted([
    [0, 30],
    [1, 30],
    [2, 25],
    [5, 15],
  ])
  for (let n = 1; n <= count; n++) {
    yield [
      ticket,
      between(1, AGENTS),
      moment(created + between(600, 86_400) * 1000 * n),
      words.text(between(15, 40)),
    ]
  }
}

function moment(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
}

async function table(directory, name, columns, rows) {
  const file = await open(directory, name, columns)
  for (const row of rows) await file.write(row)
  await file.end()
}

async function open(directory, name, columns) {
  const stream = createWriteStream(join(directory, `${name}.tsv`))
  const write = async (cells) => {
    if (!stream.write(`${cells.join('\t')}\n`)) await once(stream, 'drain')
  }
  await write(columns.split(' '))
  return {
    write,
    end: async () => {
      stream.end()
      await once(stream, 'finish')
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { scale: { type: 'string', default: 'standard' } },
  })
  if (!positionals[0] || !SCALES[values.scale]) {
    process.stderr.write(
      `Usage: node bench/generate.mjs DIR [--scale=${Object.keys(SCALES).join('|')}]\n`
    )
    process.exit(1)
  }
  await generate(positionals[0], values.scale)
}
