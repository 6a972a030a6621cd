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
import { arrange, stopEngine } from '~/components/cmdb/impact/graph_layout'
import { highlightPath } from '~/components/cmdb/impact/graph_paths'
import { neighbourTowards, type Heading } from '~/components/cmdb/impact/graph_steps'
import { graphStyle } from '~/components/cmdb/impact/graph_style'
import type { ImpactView } from '~/components/cmdb/impact/types'
import type { useImpactWords } from '~/components/cmdb/impact/use_impact_words'
import { useMediaQuery, useMutationObserver } from '@vueuse/core'
import type { Core } from 'cytoscape'
import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'

type Events = { choose: (id: string | null) => void; open: (id: string) => void }

const PICTURE_SIDE = 4096

/**
 * Draws an impact answer into an element and keeps it drawn: with another answer, another theme,
 * another shape of the window. The canvas library is loaded with the first picture.
 */
export function useImpactGraph(
  container: Ref<HTMLElement | null>,
  view: () => ImpactView,
  words: ReturnType<typeof useImpactWords>,
  events: Events
) {
  const isPortrait = useMediaQuery('(orientation: portrait)')
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)')
  const status = ref<'drawing' | 'ready' | 'failed'>('drawing')
  const graph = shallowRef<Core | null>(null)
  let flow: Flow = 'RIGHT'
  let latest = 0

  async function draw() {
    if (!container.value) return
    const ticket = ++latest
    status.value = 'drawing'
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
    core.add(graphElements(view(), arrangement, colours, words))
    core.style(graphStyle(colours, view().nodes.length > FULL_DETAIL_NODES))
    core.nodes().ungrabify()
    firstView(core, view().query.direction, flow)
    if (!isStill.value) fadeIn(core)
    status.value = 'ready'
  }

  function listen(core: Core): Core {
    core.on('tap', (event) => {
      if (event.target === core) events.choose(null)
    })
    core.on('onetap', 'node', (event) => events.choose(event.target.id()))
    core.on('dbltap', 'node', (event) => events.open(event.target.id()))
    core.on('mouseover', 'edge', (event) => event.target.addClass('pointed'))
    core.on('mouseout', 'edge', (event) => event.target.removeClass('pointed'))
    return core
  }

  function picture(): Blob | null {
    const limits = { maxWidth: PICTURE_SIDE, maxHeight: PICTURE_SIDE }
    const options = { full: true, scale: 2, bg: graphColours().surface, ...limits }
    return graph.value?.png({ ...options, output: 'blob' }) ?? null
  }

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
    highlight: (id: string | null) => graph.value && highlightPath(graph.value, view().nodes, id),
    reveal: (id: string) => graph.value && reveal(graph.value, id),
    stepFrom: (id: string, heading: Heading) =>
      graph.value && neighbourTowards(graph.value, id, heading, flow),
  }
}
