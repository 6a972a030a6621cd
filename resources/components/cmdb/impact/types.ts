export type ImpactState = 'down' | 'degraded' | null
export type ImpactSide = 'impacts' | 'depends_on'
export type ImpactDirection = ImpactSide | 'both'
/** A question to the graph; numbers of items that fail together, and of those that stay up. */
export type ImpactQuery = {
  direction: ImpactDirection
  depth: number | null
  asOf: string | null
  environments: string[]
  also: string[]
  spared: string[]
  mode: 'failure' | 'planned'
}

/** How an answer is shown; it changes nothing in the answer. */
export type ImpactPicture = {
  layout: 'layered' | 'organic'
  grouping: 'auto' | 'class' | 'site' | 'service'
  opened: string[]
  expanded: string[]
  hiddenClasses: string[]
  hiddenTypes: string[]
  statuses: string[]
  marks: string[]
}
/** All that the page's address says. */
export type ImpactAsked = { query: ImpactQuery; picture: ImpactPicture }

export type ImpactBadgeKey = 'incidents' | 'outages' | 'unauthorised' | 'changes' | 'contracts'
export type ImpactBadge = {
  key: ImpactBadgeKey
  count: number
  text: string | null
  tone: 'neutral' | 'info' | 'warning' | 'error'
  rows: { label: string; href: string; at: string | null }[]
}

export type ItemName = { number: string; name: string }
export type ClassLabel = { code: string; labelRu: string; labelEn: string; icon: string }
export type TypeLabel = {
  code: string
  consumerRu: string
  consumerEn: string
  memberRu: string
  memberEn: string
}
export type ClassCount = { classCode: string; count: number }

export type ImpactCounts = {
  objects: number
  levels: number
  down: number
  degraded: number
  services: number
  hidden: number
  isCutByDepth: boolean
  existed: boolean
}

export type ImpactNode = {
  id: string
  /** A service is one of the catalogue, its number the code. */
  kind: 'item' | 'service' | 'group' | 'hidden'
  classCode: string
  number: string | null
  name: string | null
  organisation: string | null
  count: number
  members: ItemName[]
  state: ImpactState
  level: number
  side: ImpactSide
  isService: boolean
  serviceCode: string | null
  via: string | null
  viaType: string | null
  group: { key: string | null; size: number; up: number; required: number } | null
  title: string | null
  more: number
  openedGroup: string | null
  facts: {
    status: string
    operationalState: string
    environment: string
    criticality: number
    site: string | null
    owner: string | null
  } | null
  badges: ImpactBadge[]
}

/** Without a type it leads over items that are not shown. */
export type ImpactEdge = { from: string; to: string; type: string | null; isPath: boolean }
export type AffectedService = ItemName & {
  classCode: string
  state: ImpactState
  level: number
  serviceCode: string | null
  path: string[]
}

export type ImpactView = {
  query: ImpactQuery
  picture: ImpactPicture
  counts: ImpactCounts
  chips: {
    classes: ClassCount[]
    types: { type: string; count: number }[]
    marks: ImpactBadgeKey[]
  }
  filteredOut: number
  nodes: ImpactNode[]
  edges: ImpactEdge[]
  services: AffectedService[]
  hidden: ClassCount[]
  truncated: { shown: number; total: number; leftOut: ClassCount[] } | null
  classes: Record<string, ClassLabel>
  types: Record<string, TypeLabel>
}

/** number, name, class, level, state d(own)/g(degraded), side i(mpacts)/n(eeds), place it hangs below, relation, place of the service it leads to */
export type ImpactListRow = [
  string,
  string,
  string,
  number,
  'd' | 'g' | null,
  'i' | 'n',
  number | null,
  string | null,
  number | null,
]

export type ImpactList = {
  counts: ImpactCounts
  rows: ImpactListRow[]
  hidden: ClassCount[]
  classes: Record<string, ClassLabel>
  types: Record<string, TypeLabel>
}

export type ImpactSummary = {
  counts: ImpactCounts
  services: AffectedService[]
  classes: Record<string, ClassLabel>
}
