/**
 * Configuration items in layers and what the failure of one does to the others. `unit` is the size
 * of the core network; every other layer is a multiple of it.
 */
export function layersOf(unit) {
  const sizes = {
    core: unit,
    access: 9 * unit,
    server: 40 * unit,
    hypervisor: 10 * unit,
    vm: 80 * unit,
    appB: 20 * unit,
    appA: 40 * unit,
  }
  const layers = {}
  let first = 1
  for (const [name, size] of Object.entries(sizes)) {
    layers[name] = { first, last: first + size - 1 }
    first += size
  }
  return layers
}

const CLASSES = {
  core: ['NetworkDevice', 'net'],
  access: ['NetworkDevice', 'net'],
  server: ['Server', 'srv'],
  hypervisor: ['Hypervisor', 'hyp'],
  vm: ['VirtualMachine', 'vm'],
  appB: ['ApplicationSolution', 'app'],
  appA: ['ApplicationSolution', 'app'],
}

export function* itemsOf(layers) {
  for (const [layer, { first, last }] of Object.entries(layers)) {
    const [className, prefix] = CLASSES[layer]
    for (let id = first; id <= last; id++) yield { id, className, prefix }
  }
}

/** Edges `[from, to, kind]`: when `from` fails, `to` suffers. They only lead to later layers. */
export function edgesOf(layers, random, total) {
  const { next, between } = random
  const { core, access, server, hypervisor, vm, appA, appB } = layers
  const any = ({ first, last }) => between(first, last)
  const edges = []
  const feed = (target, count, draw, kind) => {
    for (const from of distinct(count, draw)) edges.push([from, target, kind])
  }
  for (const id of ids(access)) feed(id, 1, () => any(core), 'net')
  for (const id of ids(server)) feed(id, 2, () => any(access), 'net')
  for (const id of ids(hypervisor)) {
    feed(id, 1, () => server.first + (id - hypervisor.first) * 4, 'hyp')
  }
  for (const id of ids(vm)) feed(id, 1, () => any(hypervisor), 'vm')
  for (const id of ids(appA)) feed(id, 8, () => any(next() < 0.3 ? server : vm), 'app')
  for (const id of ids(appB)) {
    feed(id, 4, () => any(vm), 'app')
    feed(id, 1, () => any(appA), 'app')
  }
  return [...edges, ...filling(edges, total - edges.length, any, server, appB)]
}

/** How many items go down with each root of the first two layers. */
export function* blastOf(layers, edges) {
  const targets = Map.groupBy(edges, ([from]) => from)
  for (let root = 1; root <= layers.server.last; root++) {
    const reached = new Set([root])
    let followed = 0
    for (const item of reached) {
      for (const [, to] of targets.get(item) ?? []) {
        followed += 1
        reached.add(to)
      }
    }
    yield { root, size: reached.size - 1, followed }
  }
}

/** A few direct dependencies make the number of edges round; none stands twice. */
function filling(edges, count, any, server, appB) {
  const known = new Set(edges.map(([from, to]) => `${from}/${to}`))
  const added = []
  while (added.length < count) {
    const edge = [any(server), any(appB), 'app']
    const key = `${edge[0]}/${edge[1]}`
    if (!known.has(key)) added.push(edge)
    known.add(key)
  }
  return added
}

function distinct(count, draw) {
  const drawn = new Set()
  while (drawn.size < count) drawn.add(draw())
  return drawn
}

function* ids({ first, last }) {
  for (let id = first; id <= last; id++) yield id
}
