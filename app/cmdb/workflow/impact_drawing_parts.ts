/** An item of an impact answer; `via` is the graph index of the item it was reached from. */
export type ReachedItem = {
  index: number
  side: 'impacts' | 'depends_on'
  state: 'down' | 'degraded' | null
  level: number
  via: number | null
  viaType: string | null
  /** The group of the graph it was reached over: its own on the impacts side, of `via` on the other. */
  viaGroup: number | null
  classIndex: number
  isService: boolean
  isVisible: boolean
}

/** One rectangle: an item, several equal ones, or the masked ones of a class. */
export type DrawnNode = {
  id: string
  kind: 'item' | 'group' | 'hidden'
  items: ReachedItem[]
  /** The node it was reached from. */
  via: string | null
  /** The group it was taken out of, so that the group can be folded again. */
  openedGroup: string | null
}

/** A failure flows from `from` to `to`: the consumer is at the arrow's head. */
export type DrawnEdge = {
  from: string
  to: string
  /** Null where the way between leads over items that are not shown. */
  type: string | null
  isPath: boolean
}
