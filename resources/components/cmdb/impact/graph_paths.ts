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

/** Shows the way from the origin to a node with numbered steps; the rest fades. Null shows all. */
export function highlightPath(core: Core, nodes: ImpactNode[], id: string | null) {
  core.elements().removeClass('dim path chosen')
  core.edges().data('step', '')
  if (id === null) return

  const path = pathFromOrigin(nodes, id)
  if (path.length > 1) core.elements().addClass('dim')
  path.forEach((node, step) => {
    core.getElementById(node.id).removeClass('dim')
    const before = path[step - 1]
    if (!before) return
    const there = core.getElementById(`${before.id}-${node.id}`)
    const back = core.getElementById(`${node.id}-${before.id}`)
    there.union(back).data('step', String(step)).removeClass('dim').addClass('path')
  })
  core.getElementById(id).addClass('chosen')
}
