import {
  fadeIn,
  firstView,
  fit,
  FULL_DETAIL_NODES,
  reveal,
  zoomBy,
} from '~/components/cmdb/impact/graph_camera'
import { graphColours } from '~/components/cmdb/impact/graph_colours'
import { graphElements } from '~/components/cmdb/impact/graph_elements'
import { flowFor, type Flow } from '~/components/cmdb/impact/graph_flow'
import {
  arrange,
  placeKept,
  stopEngine,
  type Position,
} from '~/components/cmdb/impact/graph_layout'
import { HANDLE_WIDTH } from '~/components/cmdb/impact/graph_marks'
import {
  highlightBetween,
  highlightPath,
  highlightServices,
} from '~/components/cmdb/impact/graph_paths'
import { drawnPlaces, straighten } from '~/components/cmdb/impact/graph_places'
import { useMoves } from '~/components/cmdb/impact/use_moves'
import { neighbourTowards, type Heading } from '~/components/cmdb/impact/graph_steps'
import { graphStyle } from '~/components/cmdb/impact/graph_style'
import type { ImpactView } from '~/components/cmdb/impact/types'
import type { useImpactWords } from '~/components/cmdb/impact/use_impact_words'
import { useMediaQuery, useMutationObserver } from '@vueuse/core'
import type { Core, EventObject } from 'cytoscape'
import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'

/** Places somebody gave to nodes, and which nodes there were then; `key` tells one set from another. */
export type KeptPlaces = {
  key: string
  positions: Record<string, Position>
  knownNodes: string[] | null
}

type Events = {
  choose: (id: string | null) => void
  open: (id: string) => void
  expand: (id: string) => void
}

const PICTURE_SIDE = 4096

/**
 * Draws an impact answer into an element and keeps it drawn: with another answer, another theme,
 * another shape of the window. The canvas library is loaded with the first picture.
 */
export function useImpactGraph(
  container: Ref<HTMLElement | null>,
  view: () => ImpactView,
  words: ReturnType<typeof useImpactWords>,
  events: Events,
  kept: () => KeptPlaces
) {
  const isPortrait = useMediaQuery('(orientation: portrait)')
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)')
  const status = ref<'drawing' | 'ready' | 'failed'>('drawing')
  const graph = shallowRef<Core | null>(null)
  const moves = useMoves(place)
  moves.begin(kept().positions)
  let flow: Flow = 'RIGHT'
  let held: Position | null = null
  let latest = 0

  async function draw() {
    if (!container.value) return
    const ticket = ++latest
    status.value = 'drawing'
    const began = performance.now()
    flow = flowFor(view(), container.value.getBoundingClientRect())
    const [{ default: cytoscape }, arrangement] = await Promise.all([
      import('cytoscape'),
      arrange(view(), flow),
    ])
    if (ticket !== latest || !container.value) return
    if (!arrangement) return void (status.value = 'failed')

    const zooms = { minZoom: 0.1, maxZoom: 3 }
    const options = { container: container.value, boxSelectionEnabled: false, ...zooms }
    const core = (graph.value ??= listen(cytoscape(options)))
    const colours = graphColours()
    core.elements().remove()
    const known = new Set(kept().knownNodes ?? view().nodes.map(({ id }) => id))
    const isNew = (id: string) => !known.has(id)
    const placed = placeKept(view(), arrangement, moves.kept.value, isNew)
    core.add(graphElements(view(), placed, colours, words, isNew))
    core.style(graphStyle(colours, view().nodes.length > FULL_DETAIL_NODES))
    if (view().picture.layout === 'organic') fit(core)
    else firstView(core, view().query.direction, flow)
    if (!isStill.value) fadeIn(core)
    status.value = 'ready'
    // What the budgets of the picture are measured by.
    performance.measure('impact-layout', { start: began })
  }

  function listen(core: Core): Core {
    core.on('tap', (event) => {
      if (event.target === core) events.choose(null)
    })
    core.on('onetap', 'node', (event) => {
      if (isOnHandle(event)) events.expand(event.target.id())
      else events.choose(event.target.id())
    })
    core.on('grab', 'node', (event) => (held = { ...event.target.position() }))
    core.on('dragfree', 'node', (event) => {
      if (held) moved(event.target.id(), held, { ...event.target.position() })
    })
    core.on('dbltap', 'node', (event) => events.open(event.target.id()))
    core.on('mouseover', 'edge', (event) => event.target.addClass('pointed'))
    core.on('mouseout', 'edge', (event) => event.target.removeClass('pointed'))
    return core
  }

  function isOnHandle({ target, position }: EventObject): boolean {
    return (
      target.data('hasMore') &&
      position.x > target.position('x') + target.width() / 2 - HANDLE_WIDTH
    )
  }

  function moved(id: string, from: Position, to: Position) {
    if (graph.value) straighten(graph.value, id)
    moves.moved({ id, from, to })
  }

  /** The same as dragging, for those who do not drag. */
  function moveBy(id: string, x: number, y: number) {
    const node = graph.value?.getElementById(id)
    if (!node || node.empty()) return
    const from = { ...node.position() }
    const to = { x: from.x + x, y: from.y + y }
    place(id, to)
    moved(id, from, to)
  }

  function place(id: string, to: Position) {
    if (!graph.value) return
    graph.value.getElementById(id).position({ ...to })
    straighten(graph.value, id)
  }

  function picture(): Blob | null {
    const limits = { maxWidth: PICTURE_SIDE, maxHeight: PICTURE_SIDE }
    const options = { full: true, scale: 2, bg: graphColours().surface, ...limits }
    return graph.value?.png({ ...options, output: 'blob' }) ?? null
  }

  watch(
    () => kept().key,
    () => {
      moves.begin(kept().positions)
      void draw()
    }
  )
  // Another question is another picture: places given to the last one mean nothing in it.
  watch(view, (now, before) => {
    const isOther = JSON.stringify(now.query) !== JSON.stringify(before.query)
    if (isOther && kept().knownNodes === null) moves.begin({})
  })
  watch([view, isPortrait, container], draw, { immediate: true, flush: 'post' })
  useMutationObserver(document.documentElement, draw, { attributeFilter: ['class'] })
  onBeforeUnmount(() => {
    latest++
    graph.value?.destroy()
    stopEngine()
  })

  return {
    status,
    draw,
    picture,
    fit: () => graph.value && fit(graph.value),
    zoomBy: (factor: number) => graph.value && zoomBy(graph.value, factor),
    ...{ moves, moveBy },
    places: () => (graph.value ? drawnPlaces(graph.value) : { nodes: [], edges: [] }),
    highlightServices: () => graph.value && highlightServices(graph.value, view().nodes),
    highlightBetween: (from: string, to: string) =>
      graph.value !== null && highlightBetween(graph.value, from, to),
    highlight: (id: string | null) => graph.value && highlightPath(graph.value, view().nodes, id),
    reveal: (id: string) => graph.value && reveal(graph.value, id),
    stepFrom: (id: string, heading: Heading) =>
      graph.value && neighbourTowards(graph.value, id, heading, flow),
  }
}
