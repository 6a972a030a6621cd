import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const WANTED_BLASTS = [1000, 100, 20]

/** What the workload must know of the data it asks for. */
export async function readFacts(directory) {
  const items = await rows(directory, 'cis')
  const feeding = new Set((await rows(directory, 'edges')).map(({ from }) => from))
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
  }
}

function nearest(blast, wanted) {
  const distance = ({ downstream_nodes: size }) => Math.abs(Number(size) - wanted)
  const best = blast.reduce((found, each) => (distance(each) < distance(found) ? each : found))
  return { id: Number(best.root), size: Number(best.downstream_nodes) }
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
