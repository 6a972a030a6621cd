import { chartSvg, type Chart } from '#core/documents/chart_svg'
import { test } from '@japa/runner'

const FRAME = { width: 200, accent: '#1d4ed8' }

function drawn(chart: Partial<Chart>) {
  return chartSvg({ title: 'Hours', kind: 'bars', bars: [], ...chart }, FRAME)
}

/** Of bars in the accent colour and hollow ones. */
function boxes(svg: string, fill: string) {
  const rects = svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]* fill="(#\w+)"/g)
  return [...rects]
    .filter(([, , , colour]) => colour === fill)
    .map(([, x, width]) => [Number(x), Number(width)])
}

test.group('Charts of documents', () => {
  test('the greatest value fills the width, others are in proportion', ({ assert }) => {
    const bars = [
      { label: 'a', value: 40, shown: '40' },
      { label: 'b', value: 10, shown: '10' },
    ]
    const widths = boxes(drawn({ bars }), FRAME.accent)
    assert.deepEqual(widths, [
      [0, 200],
      [0, 50],
    ])
  })

  test('what is negative is hollow and left of zero', ({ assert }) => {
    const bars = [
      { label: 'fee', value: 30, shown: '30' },
      { label: 'credit', value: -10, shown: '-10' },
    ]
    const svg = drawn({ bars })
    assert.deepEqual(boxes(svg, FRAME.accent), [[50, 150]])
    assert.deepEqual(boxes(svg, '#ffffff'), [[0, 50]])
  })

  test('a mark stays on the scale when the bar goes beyond it', ({ assert }) => {
    const svg = drawn({ bars: [{ label: 'a', value: 2, shown: '2', mark: 1 }], full: 1 })
    assert.match(svg, /<line x1="100"/)
    assert.deepEqual(boxes(svg, FRAME.accent), [[0, 200]])
  })

  test('a long label is cut short and signs cannot become markup', ({ assert }) => {
    const bars = [{ label: `<b>&"${'x'.repeat(200)}`, value: 1, shown: '1' }]
    const svg = drawn({ bars })
    assert.include(svg, '&lt;b&gt;&amp;&quot;x')
    assert.include(svg, '…</text>')
    assert.notInclude(svg, 'x'.repeat(60))
  })

  test('a column without a value has a label and no box', ({ assert }) => {
    const bars = [
      { label: '1', value: 0, shown: '0:00' },
      { label: '2', value: 90, shown: '1:30' },
    ]
    const svg = drawn({ kind: 'columns', bars })
    assert.lengthOf(boxes(svg, FRAME.accent), 1)
    assert.include(svg, '>1</text>')
    assert.include(svg, '>1:30</text>')
    assert.notInclude(svg, '0:00')
  })
})
