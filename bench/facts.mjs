import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const WANTED_BLASTS = [1000, 100, 20]
const WANTED_TOGETHER = 10_000
/** What one question may name beside its own item. */
const MOST_TOGETHER = 50

/** What the workload must know of the data it asks for. */
export async function readFacts(directory) {
  const items = await rows(directory, 'cis')
  const edges = await rows(directory, 'edges')
  const feeding = new Set(edges.map(({ from }) => from))
  const blast = await rows(directory, 'blast')
  const kinds = new Map()
  let tickets = 0
  for await (const { type } of stream(directory, 'tickets')) {
    tickets += 1
    kinds.set(type, (kinds.get(type) ?? 0) + 1)
  }
  const callers = (await rows(directory, 'persons')).filter(({ role }) => role !== 'agent')
  return {
    tickets,
    incidents: kinds.get('incident'),
    servers: items.filter((item) => item.class === 'Server').map(({ id }) => Number(id)),
    leaves: items.filter(({ id }) => !feeding.has(id)).map(({ id }) => Number(id)),
    callers: callers.map(({ id }) => Number(id)),
    organisation: (await rows(directory, 'orgs'))[11].code,
    roots: WANTED_BLASTS.map((wanted) => nearest(blast, wanted)),
    together: together(blast, edges),
    freshness: freshness(nearest(blast, WANTED_BLASTS[0]), items, edges),
  }
}

function nearest(blast, wanted) {
  const distance = ({ downstream_nodes: size }) => Math.abs(Number(size) - wanted)
  const best = blast.reduce((found, each) => (distance(each) < distance(found) ? each : found))
  return { id: Number(best.root), size: Number(best.downstream_nodes) }
}

/** The first roots that fail together with ten thousand others; null where there are not so many. */
function together(blast, edges) {
  const targets = Map.groupBy(edges, ({ from }) => from)
  const reached = new Set()
  const ids = []
  for (const { root } of blast.slice(0, MOST_TOGETHER)) {
    ids.push(Number(root))
    spread(targets, root, reached)
    if (reached.size > WANTED_TOGETHER) return { ids, size: reached.size - ids.length }
  }
  return null
}

/** A root, and an item that nothing hangs on and that does not hang on the root. */
function freshness({ id }, items, edges) {
  const targets = Map.groupBy(edges, ({ from }) => from)
  const reached = new Set()
  spread(targets, String(id), reached)
  const leaf = items.findLast((item) => !reached.has(item.id) && !targets.has(item.id))
  return { root: id, leaf: Number(leaf.id) }
}

function spread(targets, root, reached) {
  const queue = [root]
  for (const item of queue) {
    if (reached.has(item)) continue
    reached.add(item)
    queue.push(...(targets.get(item) ?? []).map(({ to }) => to))
  }
}

async function rows(directory, name) {
  return Array.fromAsync(stream(directory, name))
}

async function* stream(directory, name) {
  let columns = null
  for await (const line of createInterface({
    input: createReadStream(join(directory, `${name}.tsv`)),
  })) {
    const cells = line.split('\t')
    if (columns === null) columns = cells
    else yield Object.fromEntries(columns.map((column, index) => [column, cells[index]]))
  }
}
