import { chartSvg, type Chart } from '#core/documents/chart_svg'
import type { DocumentCharts } from '#core/documents/document_table'
import type { Content } from 'pdfmake/interfaces.js'

/** Of a landscape A4 between its margins. */
const PAGE_WIDTH = 782
const GAP = 26
const PLAIN_ACCENT = '#334155'

/** A page of charts, bars in pairs and days over its whole width; none is split over pages. */
export function pdfCharts(
  { title, charts }: DocumentCharts,
  accent: string = PLAIN_ACCENT
): Content[] {
  const drawn = (chart: Chart, width: number) => ({
    svg: chartSvg(chart, { width, accent }),
    width,
  })
  const half = (PAGE_WIDTH - GAP) / 2
  const bars = charts.filter(({ kind }) => kind === 'bars')
  const rows = Array.from({ length: Math.ceil(bars.length / 2) }, (_, row): Content => {
    const columns = bars.slice(row * 2, row * 2 + 2).map((each) => drawn(each, half))
    return { columns, columnGap: GAP, unbreakable: true, margin: [0, 0, 0, 14] }
  })
  const wide = charts
    .filter(({ kind }) => kind === 'columns')
    .map((chart): Content => ({ ...drawn(chart, PAGE_WIDTH), margin: [0, 0, 0, 14] }))
  return [
    { text: title, style: 'section', margin: [0, 0, 0, 10], pageBreak: 'before' },
    ...rows,
    ...wide,
  ]
}
