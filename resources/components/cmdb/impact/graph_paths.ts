import type { ImpactNode } from '~/components/cmdb/impact/types'
import type { Core } from 'cytoscape'

/** The nodes from the origin to the given one, both included. */
export function pathFromOrigin(nodes: ImpactNode[], id: string): ImpactNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const path: ImpactNode[] = []
  // Groups may lead to each other, so no node is taken twice.
  for (let node = byId.get(id); node && !path.includes(node);) {
    path.unshift(node)
    node = node.via === null ? undefined : byId.get(node.via)
  }
  return path
}

/** Shows the ways from the origin to all services, the step on each edge; the rest fades. */
export function highlightServices(core: Core, nodes: ImpactNode[]) {
  clear(core)
  const services = nodes.filter(({ isService, level }) => isService && level > 0)
  if (services.length === 0) return
  core.elements().addClass('dim')
  for (const { id } of services) {
    mark(
      core,
      pathFromOrigin(nodes, id).map((node) => node.id)
    )
  }
}

/** Shows the shortest way between two nodes, whichever way the arrows point; false: there is none. */
export function highlightBetween(core: Core, from: string, to: string): boolean {
  clear(core)
  const [root, goal] = [core.getElementById(from), core.getElementById(to)]
  const { found, path } = core.elements().aStar({ root: root as never, goal: goal as never })
  if (!found) return false
  core.elements().addClass('dim')
  mark(
    core,
    path.nodes().map((node) => node.id())
  )
  core.getElementById(to).addClass('chosen')
  return true
}

function clear(core: Core) {
  core.elements().removeClass('dim path chosen')
  core.edges().data('step', '')
}

function mark(core: Core, ids: string[]) {
  ids.forEach((id, step) => {
    core.getElementById(id).removeClass('dim')
    const before = ids[step - 1]
    if (before === undefined) return
    const there = core.getElementById(`${before}-${id}`)
    const back = core.getElementById(`${id}-${before}`)
    there.union(back).data('step', String(step)).removeClass('dim').addClass('path')
  })
}

/** Shows the way from the origin to a node with numbered steps; the rest fades. Null shows all. */
export function highlightPath(core: Core, nodes: ImpactNode[], id: string | null) {
  clear(core)
  if (id === null) return

  const path = pathFromOrigin(nodes, id)
  if (path.length > 1) core.elements().addClass('dim')
  mark(
    core,
    path.map((node) => node.id)
  )
  core.getElementById(id).addClass('chosen')
}
