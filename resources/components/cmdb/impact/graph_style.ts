import type { GraphColours } from '~/components/cmdb/impact/graph_colours'
import { NODE_HEIGHT, NODE_WIDTH } from '~/components/cmdb/impact/graph_flow'
import { MARK_MARGIN } from '~/components/cmdb/impact/graph_marks'
import type { EdgeSingular, NodeSingular, StylesheetJson } from 'cytoscape'

/** State shows by frame, line style and a mark in the text, never by colour alone. */
export function graphStyle(colours: GraphColours, isDense: boolean): StylesheetJson {
  return [
    ...nodeStyle(colours),
    ...edgeStyle(colours, isDense),
    { selector: '.dim', style: { opacity: 0.15 } },
    {
      selector: 'node:selected, node.chosen',
      style: { 'overlay-color': colours.accent, 'overlay-opacity': 0.18, 'overlay-padding': 4 },
    },
    { selector: 'node:active', style: { 'overlay-opacity': 0.12 } },
  ]
}

function nodeStyle(colours: GraphColours): StylesheetJson {
  return [
    {
      selector: 'node',
      style: {
        'shape': 'round-rectangle',
        'corner-radius': '6px',
        'width': NODE_WIDTH,
        'height': NODE_HEIGHT,
        'background-color': colours.surface,
        'bounds-expansion': MARK_MARGIN as never,
        'border-width': 1.5,
        'border-color': colours.line,
        'label': 'data(label)',
        'color': colours.text,
        'font-family': 'Inter Variable, ui-sans-serif, system-ui, sans-serif',
        'font-size': 12,
        'text-valign': 'center',
        'text-halign': 'center',
        'text-margin-x': 12,
        'text-wrap': 'ellipsis',
        'text-max-width': `${NODE_WIDTH - 44}px`,
      },
    },
    {
      selector: 'node[pictures.length > 0]',
      style: {
        'background-image': (node: NodeSingular) => node.data('pictures'),
        'background-width': (node: NodeSingular) => node.data('widths'),
        'background-height': (node: NodeSingular) => node.data('heights'),
        'background-position-x': (node: NodeSingular) => node.data('lefts'),
        'background-position-y': (node: NodeSingular) => node.data('tops'),
        'background-clip': 'none',
        'background-image-containment': 'over',
      } as never,
    },
    {
      selector: 'node[?hasMore]',
      style: { 'text-max-width': `${NODE_WIDTH - 78}px`, 'text-margin-x': -4 },
    },
    {
      selector: 'node[state = "down"]',
      style: { 'border-color': colours.down, 'border-width': 2 },
    },
    {
      selector: 'node[state = "degraded"]',
      style: { 'border-color': colours.degraded, 'border-style': 'dashed', 'border-width': 2 },
    },
    {
      selector: 'node[kind = "group"]',
      style: { 'outline-color': colours.line, 'outline-width': 1, 'outline-offset': 3 },
    },
    {
      selector: 'node[kind = "hidden"]',
      style: {
        'background-color': colours.raised,
        'border-style': 'dotted',
        'color': colours.muted,
      },
    },
    {
      selector: 'node[?isService]',
      style: { 'background-color': colours.raised, 'corner-radius': '18px' },
    },
    { selector: 'node[level = 0]', style: { 'border-width': 4, 'font-weight': 'bold' } },
  ]
}

function edgeStyle(colours: GraphColours, isDense: boolean): StylesheetJson {
  return [
    {
      selector: 'edge',
      style: {
        'width': isDense ? 1 : 1.5,
        'line-color': colours.line,
        'target-arrow-color': colours.line,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        'curve-style': 'straight',
        'source-endpoint': (edge: EdgeSingular) => edge.data('start'),
        'target-endpoint': (edge: EdgeSingular) => edge.data('end'),
        'font-family': 'Inter Variable, ui-sans-serif, system-ui, sans-serif',
        'font-size': 11,
        'color': colours.text,
        'text-background-color': colours.surface,
        'text-background-opacity': 1,
        'text-background-padding': '3px',
        'text-background-shape': 'roundrectangle',
      },
    },
    {
      selector: 'edge[weights.length > 0]',
      style: {
        'curve-style': 'round-segments',
        // The library knows this value; its types do not yet.
        'edge-distances': 'endpoints' as 'node-position',
        'segment-weights': (edge: EdgeSingular) => edge.data('weights'),
        'segment-distances': (edge: EdgeSingular) => edge.data('distances'),
        'segment-radii': [8],
      },
    },
    { selector: 'edge[?isBridge]', style: { 'line-style': 'dashed' } },
    { selector: 'edge.pointed', style: { 'label': 'data(label)', 'width': 2.5, 'z-index': 10 } },
    {
      selector: 'edge.path',
      style: {
        'label': 'data(step)',
        'width': 3,
        'line-color': colours.down,
        'target-arrow-color': colours.down,
        'text-border-color': colours.down,
        'text-border-width': 1,
        'text-border-opacity': 1,
        'font-weight': 'bold',
        'z-index': 9,
      },
    },
  ]
}
