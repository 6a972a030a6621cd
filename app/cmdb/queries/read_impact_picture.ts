import { CI_STATUSES, type CiStatus } from '#cmdb/models/ci_types'
import { IMPACT_BADGES, type ImpactBadgeKey } from '#cmdb/queries/impact_badges'
import { filterOf, textOf } from '#core/queries/list_query'

export const IMPACT_GROUPINGS = ['auto', 'class', 'site', 'service'] as const
export type ImpactGrouping = (typeof IMPACT_GROUPINGS)[number]

export const IMPACT_LAYOUTS = ['layered', 'organic'] as const
export type ImpactLayout = (typeof IMPACT_LAYOUTS)[number]

/** How an answer is to be shown; it changes nothing in the answer itself. */
export type ImpactPicture = {
  /** Readable columns, or what hangs together close together. */
  layout: ImpactLayout
  grouping: ImpactGrouping
  /** Ids of groups whose members are drawn one by one. */
  opened: string[]
  /** Ids of nodes followed one level beyond the depth. */
  expanded: string[]
  /** Codes of classes that are not shown, and of relation types that are not followed. */
  hiddenClasses: string[]
  hiddenTypes: string[]
  /** Only items of these statuses; empty: all. Services of the catalogue have none and stay. */
  statuses: CiStatus[]
  /** Only items that have one of these marks; empty: all. */
  marks: ImpactBadgeKey[]
}

export const PLAIN_PICTURE: ImpactPicture = {
  ...{ layout: 'layered', grouping: 'auto', opened: [], expanded: [] },
  ...{ hiddenClasses: [], hiddenTypes: [], statuses: [], marks: [] },
}

const MOST_VALUES = 100
const NODE = /^[cg]-?\d{1,12}$/
const CODE = /^[a-z0-9_]{1,60}$/

/** Reads from the graph's address how its answer is to be shown; nonsense is left out. */
export function readImpactPicture(address: Record<string, unknown>): ImpactPicture {
  return {
    layout: filterOf(address.layout, IMPACT_LAYOUTS) ?? 'layered',
    grouping: filterOf(address.group, IMPACT_GROUPINGS) ?? 'auto',
    opened: listOf(address.open, NODE),
    expanded: listOf(address.expand, NODE),
    hiddenClasses: listOf(address.hideClasses, CODE),
    hiddenTypes: listOf(address.hideTypes, CODE),
    statuses: listOf(address.status, CODE).flatMap((text) => filterOf(text, CI_STATUSES) ?? []),
    marks: listOf(address.marks, CODE).flatMap((text) => filterOf(text, IMPACT_BADGES) ?? []),
  }
}

function listOf(given: unknown, shape: RegExp): string[] {
  const parts = [given].flat().flatMap((part) => textOf(part)?.split(',') ?? [])
  return [...new Set(parts.filter((part) => shape.test(part)))].slice(0, MOST_VALUES)
}
