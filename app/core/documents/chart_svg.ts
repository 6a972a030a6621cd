/** One bar: what it is, how long it is, and the value in words beside it. */
export type ChartBar = {
  label: string
  value: number
  shown: string
  /** A line across the bar, on the same scale. */
  mark?: number
}

/** A picture of a few values; `columns` stand side by side, as days do. */
export type Chart = {
  title: string
  kind: 'bars' | 'columns'
  bars: ChartBar[]
  /** The value that fills the whole length; the greatest one when absent. */
  full?: number
}

type Frame = { width: number; accent: string }

const ROW = 23
const BAR = 6.5
const TITLE = 16
const LABEL = 7.5
const SMALL = 6
const COLUMN_AREA = 64
/** Of a letter's height, a little more than most take. */
const LETTER = 0.6
const INK = '#0f172a'
const EDGE = '#475569'
const TRACK = '#e2e8f0'

/** The chart as an SVG of the given width, in points; its letters are those of the document. */
export function chartSvg(chart: Chart, frame: Frame): string {
  const isBars = chart.kind === 'bars'
  const height = TITLE + (isBars ? chart.bars.length * ROW : COLUMN_AREA + 2 * (SMALL + 4))
  const drawn = isBars ? bars(chart, frame) : columns(chart, frame)
  const size = `width="${frame.width}" height="${height}" viewBox="0 0 ${frame.width} ${height}"`
  const title = text(chart.title, 0, 10, { size: 8.5, weight: 'bold' })
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${title}${drawn.join('')}</svg>`
}

/** Below its label and value each bar; what is negative is hollow and goes left of zero. */
function bars({ bars: all, full }: Chart, { width, accent }: Frame): string[] {
  const values = all.flatMap(({ value, mark = 0 }) => [value, mark])
  const least = Math.min(0, ...values)
  const span = Math.max(0, full ?? 0, ...values) - least || 1
  const place = (value: number) => ((value - least) / span) * width
  return all.flatMap(({ label, value, shown, mark }, index) => {
    const top = TITLE + index * ROW
    const y = top + LABEL + 4
    const [from, to] = [place(Math.min(0, value)), place(Math.max(0, value))]
    const room = Math.floor((width - shown.length * LABEL * LETTER) / (LABEL * LETTER)) - 2
    const fill = value < 0 ? '#ffffff' : accent
    return [
      text(cut(label, room), 0, top + LABEL, { size: LABEL }),
      text(shown, width, top + LABEL, { size: LABEL, weight: 'bold', anchor: 'end' }),
      rectangle({ x: 0, y, width, height: BAR }, TRACK),
      ...(to > from ? [rectangle({ x: from, y, width: to - from, height: BAR }, fill, EDGE)] : []),
      ...(mark === undefined ? [] : [line(place(mark), y - 1.5, y + BAR + 1.5)]),
    ]
  })
}

/** Side by side on one line; only what is not nothing says its value. */
function columns({ bars: all, full }: Chart, { width, accent }: Frame): string[] {
  const most = Math.max(full ?? 0, ...all.map(({ value }) => value)) || 1
  const step = width / all.length
  const base = TITLE + SMALL + 4 + COLUMN_AREA
  const drawn = all.flatMap(({ label, value, shown }, index) => {
    const middle = (index + 0.5) * step
    const height = (Math.max(0, value) / most) * COLUMN_AREA
    const box = { x: middle - step * 0.35, y: base - height, width: step * 0.7, height }
    const centred = { size: SMALL, anchor: 'middle' } as const
    return [
      text(label, middle, base + SMALL + 3, centred),
      ...(height > 0
        ? [rectangle(box, accent, EDGE), text(shown, middle, box.y - 2, centred)]
        : []),
    ]
  })
  return [...drawn, rectangle({ x: 0, y: base, width, height: 0.6 }, EDGE)]
}

type Box = { x: number; y: number; width: number; height: number }

function rectangle({ x, y, width, height }: Box, fill: string, edge?: string): string {
  const place = `x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"`
  const stroke = edge ? ` stroke="${edge}" stroke-width="0.4"` : ''
  return `<rect ${place} fill="${fill}"${stroke}/>`
}

function line(x: number, from: number, to: number): string {
  const ends = `x1="${at(x)}" y1="${at(from)}" x2="${at(x)}" y2="${at(to)}"`
  return `<line ${ends} stroke="${INK}" stroke-width="1.2"/>`
}

type Letters = { size: number; weight?: 'bold'; anchor?: 'middle' | 'end' }

function text(words: string, x: number, y: number, { size, weight, anchor }: Letters): string {
  const place = `x="${at(x)}" y="${at(y)}" text-anchor="${anchor ?? 'start'}"`
  const font = `font-family="Roboto" font-size="${size}" font-weight="${weight ?? 'normal'}"`
  return `<text ${place} ${font} fill="${INK}">${escaped(words)}</text>`
}

function cut(words: string, most: number): string {
  const letters = [...words]
  return letters.length <= most
    ? words
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!)
}

function at(value: number): string {
  return String(Math.round(value * 100) / 100)
}
