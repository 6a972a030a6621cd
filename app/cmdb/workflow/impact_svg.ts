export type SvgPoint = { x: number; y: number }
export type SvgNode = SvgPoint & {
  id: string
  title: string
  /** A second, smaller line. */
  text: string
  frame: 'origin' | 'down' | 'degraded' | 'needed' | 'hidden'
  isGroup: boolean
  isService: boolean
  /** A mark on the corner, such as "2 · P1"; null for none. */
  badge: string | null
}
/** From the first point to the last, where the arrow is; `isPath` stands out. */
export type SvgEdge = { points: SvgPoint[]; isPath: boolean; isBridge: boolean }

export const NODE_WIDTH = 160
export const NODE_HEIGHT = 36
const MARGIN = 24
const TITLE_SIZE = 11
const TEXT_SIZE = 8
/** The average width of a letter in parts of its height. */
const LETTER = 0.56
const ROOM = NODE_WIDTH - 16

const COLOURS = {
  ink: '#0f172a',
  quiet: '#475569',
  line: '#94a3b8',
  raised: '#f1f5f9',
  down: '#b91c1c',
  degraded: '#b45309',
} as const

const FRAMES = {
  origin: { stroke: COLOURS.ink, width: 3, dash: '' },
  down: { stroke: COLOURS.down, width: 2, dash: '' },
  degraded: { stroke: COLOURS.degraded, width: 2, dash: '6 3' },
  needed: { stroke: COLOURS.line, width: 1.5, dash: '' },
  hidden: { stroke: COLOURS.line, width: 1.5, dash: '2 3' },
} as const

const MARKS: Partial<Record<SvgNode['frame'], string>> = { down: '✕ ', degraded: '! ' }

/** A picture on white of its own size: nothing in it is fetched, nothing in it can run. */
export function impactSvg(nodes: readonly SvgNode[], edges: readonly SvgEdge[]): string {
  const points = [...corners(nodes), ...edges.flatMap((edge) => edge.points)]
  const [left, top] = [least(points, 'x') - MARGIN, least(points, 'y') - MARGIN]
  const width = Math.ceil(most(points, 'x') + MARGIN - left)
  const height = Math.ceil(most(points, 'y') + MARGIN - top)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    ` viewBox="${round(left)} ${round(top)} ${width} ${height}" font-family="Roboto, sans-serif">`,
    `<rect x="${round(left)}" y="${round(top)}" width="${width}" height="${height}" fill="#ffffff"/>`,
    ...edges.map(edgeShape),
    ...nodes.map(nodeShape),
    '</svg>',
  ].join('')
}

function corners(nodes: readonly SvgNode[]): SvgPoint[] {
  if (nodes.length === 0) return [{ x: 0, y: 0 }]
  const [x, y] = [NODE_WIDTH / 2, NODE_HEIGHT / 2]
  return nodes.flatMap((node) => [
    { x: node.x - x, y: node.y - y },
    { x: node.x + x, y: node.y + y },
  ])
}

function nodeShape(node: SvgNode): string {
  const { stroke, width, dash } = FRAMES[node.frame]
  const [x, y] = [node.x - NODE_WIDTH / 2, node.y - NODE_HEIGHT / 2]
  const box = (grow: number, line: string) =>
    `<rect x="${round(x - grow)}" y="${round(y - grow)}" width="${NODE_WIDTH + 2 * grow}"` +
    ` height="${NODE_HEIGHT + 2 * grow}" rx="${node.isService ? 16 : 6}" ${line}/>`
  const fill = node.isService || node.frame === 'hidden' ? COLOURS.raised : '#ffffff'
  const dashes = dash ? ` stroke-dasharray="${dash}"` : ''
  const weight = node.frame === 'origin' ? ' font-weight="bold"' : ''
  return [
    node.isGroup ? box(4, `fill="none" stroke="${COLOURS.line}"`) : '',
    box(0, `fill="${fill}" stroke="${stroke}" stroke-width="${width}"${dashes}`),
    textAt(
      x + 8,
      node.y - 2,
      TITLE_SIZE,
      COLOURS.ink,
      (MARKS[node.frame] ?? '') + node.title,
      weight
    ),
    textAt(x + 8, node.y + 11, TEXT_SIZE, COLOURS.quiet, node.text),
    node.badge === null ? '' : badgeShape(x + NODE_WIDTH, y, node.badge),
  ].join('')
}

function badgeShape(right: number, top: number, text: string): string {
  const width = Math.ceil(text.length * TEXT_SIZE * LETTER) + 10
  return (
    `<rect x="${round(right - width + 6)}" y="${round(top - 7)}" width="${width}" height="14" rx="7"` +
    ` fill="#ffffff" stroke="${COLOURS.down}"/>` +
    textAt(right - width + 11, top + 3, TEXT_SIZE, COLOURS.down, text)
  )
}

function edgeShape({ points, isPath, isBridge }: SvgEdge): string {
  const [last, before] = [points.at(-1), points.at(-2)]
  if (!last || !before) return ''
  const colour = isPath ? COLOURS.quiet : COLOURS.line
  const line = points.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ')
  const dashes = isBridge ? ' stroke-dasharray="4 4"' : ''
  return (
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="${isPath ? 1.6 : 1}"${dashes}/>` +
    `<polygon points="${arrowHead(before, last)}" fill="${colour}"/>`
  )
}

function arrowHead(from: SvgPoint, to: SvgPoint): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const back = { x: to.x - x * 8, y: to.y - y * 8 }
  const corner = (side: 1 | -1) => `${round(back.x - y * 4 * side)},${round(back.y + x * 4 * side)}`
  return `${round(to.x)},${round(to.y)} ${corner(1)} ${corner(-1)}`
}

function textAt(
  x: number,
  y: number,
  size: number,
  colour: string,
  text: string,
  more = ''
): string {
  const room = Math.floor(ROOM / (size * LETTER))
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${colour}"${more}>${escaped(shown)}</text>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return (
    text
      // Control characters are not allowed in XML at all.
      // eslint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]!)
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function least(points: readonly SvgPoint[], axis: 'x' | 'y'): number {
  return points.reduce((found, point) => Math.min(found, point[axis]), Infinity)
}

function most(points: readonly SvgPoint[], axis: 'x' | 'y'): number {
  return points.reduce((found, point) => Math.max(found, point[axis]), -Infinity)
}
