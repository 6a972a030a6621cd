import type { GraphColours } from '~/components/cmdb/impact/graph_colours'
import { NODE_HEIGHT, NODE_WIDTH } from '~/components/cmdb/impact/graph_flow'
import type { ImpactNode } from '~/components/cmdb/impact/types'

/** How far marks reach beyond the node. */
export const MARK_MARGIN = 12
/** Of the handle that shows what a node hides, at its right end. */
export const HANDLE_WIDTH = 34

const TROUBLED = ['down', 'degraded', 'maintenance']
const LETTER = 5.6

/**
 * Marks over a node as one picture: incidents and the like on its upper edge, the state that
 * monitoring reports, the handle that shows more, a dot for what a kept view has not seen yet. Each
 * has a sign or a text, none means something by colour alone. Null when there is none.
 */
export function nodeMarks(node: ImpactNode, colours: GraphColours, isNew: boolean): string | null {
  const marks = [
    ...node.badges.slice(0, 2).map((badge, place) => badgeMark(badge, place, colours)),
    ...(node.more > 0 ? [handleMark(node.more, colours)] : []),
    ...(node.facts && TROUBLED.includes(node.facts.operationalState)
      ? [stateMark(node.facts.operationalState, colours)]
      : []),
    ...(isNew ? [newMark(colours)] : []),
  ]
  if (marks.length === 0) return null
  const [width, height] = [NODE_WIDTH + 2 * MARK_MARGIN, NODE_HEIGHT + 2 * MARK_MARGIN]
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * width}" height="${2 * height}"` +
    ` viewBox="0 0 ${width} ${height}" font-family="Inter, ui-sans-serif, sans-serif">${marks.join('')}</svg>`
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
}

/** Sizes and places of the class icon and of the marks, as lists the canvas library takes. */
export function pictureBoxes(hasIcon: boolean, hasMarks: boolean) {
  const icon = { width: '16px', height: '16px', left: '10px', top: '50%' }
  const marks = {
    width: `${NODE_WIDTH + 2 * MARK_MARGIN}px`,
    height: `${NODE_HEIGHT + 2 * MARK_MARGIN}px`,
    ...{ left: '50%', top: '50%' },
  }
  const boxes = [...(hasIcon ? [icon] : []), ...(hasMarks ? [marks] : [])]
  return {
    widths: boxes.map(({ width }) => width),
    heights: boxes.map(({ height }) => height),
    lefts: boxes.map(({ left }) => left),
    tops: boxes.map(({ top }) => top),
  }
}

/** The legend shows them with their words. */
export const BADGE_SIGNS = {
  ...{ incidents: '⚑', outages: '↓', unauthorised: '≠', changes: '↻', contracts: '§' },
} as const

function badgeMark(badge: ImpactNode['badges'][number], place: number, colours: GraphColours) {
  const text = [`${BADGE_SIGNS[badge.key]}${badge.count}`, badge.text].filter(Boolean).join(' ')
  const quiet = badge.tone === 'info' || badge.tone === 'neutral'
  const colour = badge.tone === 'error' ? colours.down : quiet ? colours.accent : colours.degraded
  const width = Math.ceil(text.length * LETTER) + 10
  const x = NODE_WIDTH + MARK_MARGIN - width + 6 - place * 52
  return pill(x, MARK_MARGIN - 8, width, 16, text, colour, colours.surface)
}

function handleMark(more: number, colours: GraphColours): string {
  const text = more > 999 ? '+…' : `+${more}`
  const x = MARK_MARGIN + NODE_WIDTH - HANDLE_WIDTH
  return pill(x, MARK_MARGIN + 9, HANDLE_WIDTH - 4, 18, text, colours.accent, colours.surface)
}

function stateMark(state: string, colours: GraphColours): string {
  const colour = state === 'down' ? colours.down : colours.degraded
  const sign = { down: '✕', degraded: '!', maintenance: '⚒' }[state] ?? '?'
  return pill(MARK_MARGIN - 6, MARK_MARGIN - 8, 16, 16, sign, colour, colours.surface)
}

function newMark(colours: GraphColours): string {
  const [x, y] = [MARK_MARGIN + 4, MARK_MARGIN + NODE_HEIGHT]
  return `<circle cx="${x}" cy="${y}" r="5" fill="${colours.accent}" stroke="${colours.surface}" stroke-width="2"/>`
}

function pill(
  x: number,
  y: number,
  width: number,
  height: number,
  text: string,
  colour: string,
  surface: string
): string {
  return (
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}" fill="${surface}"` +
    ` stroke="${colour}" stroke-width="1.2"/>` +
    `<text x="${x + width / 2}" y="${y + height / 2 + 3.4}" font-size="9.5" font-weight="600"` +
    ` text-anchor="middle" fill="${colour}">${text}</text>`
  )
}
