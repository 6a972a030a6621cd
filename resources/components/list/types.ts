export type ListColumn = {
  key: string
  label: string
  sortable?: boolean
  align?: 'left' | 'right'
  /** Takes the width the others leave and truncates. */
  grow?: boolean
  /** Its text is the link to the row. */
  link?: boolean
  /** Shown only where there is room to spare. */
  wide?: boolean
  /** The label is for those who hear the table; the column is as narrow as what it holds. */
  quiet?: boolean
  /** Shown on the phone's card; four are enough. */
  card?: boolean
}

/** A page of rows as the server's list transformers give it. */
export type ListPage<Row> = {
  rows: Row[]
  total: number
  isTotalExact: boolean
  page: number
  perPage: number
}

/** A view of a page that somebody keeps. */
export type SavedViewRow = {
  id: number
  name: string
  /** What stands behind the question mark of the page's address. */
  query: string
  sharing: 'private' | 'team' | 'all'
  teamId: number | null
  team: string | null
  isOwn: boolean
  canEdit: boolean
  version: number
}
export type SavedViewList = {
  page: string
  list: SavedViewRow[]
  teams: { value: number; label: string }[]
  canShareWithAll: boolean
}
