type Order<Node> = {
  /** Nodes so ordered that each stands after the one it points to. */
  ordered: Node[]
  /** Nodes that lead back to themselves. */
  circular: Set<Node>
}

/**
 * Orders nodes that each point to at most one other, as a person to their manager. Nodes in a circle
 * are named and left out; nodes that only lead into one stay in order.
 */
export function parentOrder<Node>(
  nodes: Iterable<Node>,
  parentOf: (node: Node) => Node | null
): Order<Node> {
  const settled = new Set<Node>()
  const ordered: Node[] = []
  const circular = new Set<Node>()
  for (const node of nodes) {
    const way = wayUp(node, parentOf, settled)
    const top = parentOf(way.at(-1) ?? node)
    const from = top === null ? -1 : way.indexOf(top)
    if (from >= 0) for (const each of way.slice(from)) circular.add(each)
    for (const each of way.reverse()) {
      settled.add(each)
      if (!circular.has(each)) ordered.push(each)
    }
  }
  return { ordered, circular }
}

/** The nodes from here up to the first that is settled, comes again, or points nowhere. */
function wayUp<Node>(
  start: Node,
  parentOf: (node: Node) => Node | null,
  settled: ReadonlySet<Node>
): Node[] {
  const way = new Set<Node>()
  for (let node: Node | null = start; node !== null; node = parentOf(node)) {
    if (settled.has(node) || way.has(node)) break
    way.add(node)
  }
  return [...way]
}
