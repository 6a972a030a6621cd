import type { ImpactNode, ImpactView } from '#cmdb/queries/impact_view'
import {
  impactSvg,
  NODE_HEIGHT,
  NODE_WIDTH,
  type SvgEdge,
  type SvgNode,
  type SvgPoint,
} from '#cmdb/workflow/impact_svg'
import type { DocumentTexts } from '#core/documents/document_texts'

/** Where the page drew things: centres of nodes, and the bends of edges without their ends. */
export type DrawnPlaces = {
  nodes: { id: string; x: number; y: number }[]
  edges: { from: string; to: string; bends: SvgPoint[] }[]
}

/** The picture as the page shows it; what it did not place is left out. */
export function drawingSvg(view: ImpactView, places: DrawnPlaces, texts: DocumentTexts): string {
  const placeOf = new Map(places.nodes.map((node) => [node.id, node]))
  const bendsOf = new Map(places.edges.map(({ from, to, bends }) => [`${from} ${to}`, bends]))
  const nodes = view.nodes.flatMap((node) => {
    const place = placeOf.get(node.id)
    return place ? [svgNode(view, node, place, texts)] : []
  })
  const edges = view.edges.flatMap(({ from, to, type, isPath }): SvgEdge[] => {
    const [start, end] = [placeOf.get(from), placeOf.get(to)]
    if (!start || !end) return []
    const bends = bendsOf.get(`${from} ${to}`) ?? []
    const points = [
      borderPoint(start, bends[0] ?? end),
      ...bends,
      borderPoint(end, bends.at(-1) ?? start),
    ]
    return [{ points, isPath, isBridge: type === null }]
  })
  return impactSvg(nodes, edges)
}

function svgNode(
  view: ImpactView,
  node: ImpactNode,
  { x, y }: SvgPoint,
  texts: DocumentTexts
): SvgNode {
  const label = view.classes[node.classCode]
  const className = label ? texts.pick({ ru: label.labelRu, en: label.labelEn }) : node.classCode
  const many = texts.i18n.t('cmdb.impact.hidden_node', {
    ...{ n: node.count, name: node.title ?? className },
  })
  const badge = node.badges[0]
  return {
    ...{ id: node.id, x, y, title: node.name ?? many },
    text: node.number ? `${node.number} · ${className}` : className,
    frame: frameOf(node),
    ...{ isGroup: node.kind === 'group', isService: node.isService },
    badge: badge ? [badge.count, badge.text].filter(Boolean).join(' · ') : null,
  }
}

function frameOf({ kind, level, state }: ImpactNode): SvgNode['frame'] {
  if (kind === 'hidden') return 'hidden'
  if (level === 0) return 'origin'
  return state ?? 'needed'
}

/** Where the way from a node's centre to a point leaves its rectangle. */
function borderPoint(centre: SvgPoint, towards: SvgPoint): SvgPoint {
  const [x, y] = [towards.x - centre.x, towards.y - centre.y]
  if (x === 0 && y === 0) return centre
  const part = Math.min(
    x === 0 ? Infinity : NODE_WIDTH / 2 / Math.abs(x),
    y === 0 ? Infinity : NODE_HEIGHT / 2 / Math.abs(y)
  )
  return part >= 1 ? centre : { x: centre.x + x * part, y: centre.y + y * part }
}
