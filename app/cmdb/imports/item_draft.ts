import type { KnownItem } from '#cmdb/imports/known_items'
import type { NamedRow } from '#cmdb/imports/named_rows'
import type { OrganisationFacts } from '#cmdb/imports/item_reach'
import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import type { SeenValues } from '#cmdb/workflow/authority'
import type { RefusalReason } from '#cmdb/workflow/reconcile_field'
import type { Plain } from '#core/errors'
import type {
  PlannedCells,
  RowCandidate,
  RowChoice,
  RowProblem,
  RowStatus,
} from '#core/imports/import_types'

/** A known item, or one that the file adds. */
export type Target = { item: KnownItem } | { draft: ItemDraft }
export type PlannedRelation = {
  field: string
  typeCode: string
  /** Which end this row is. */
  isSource: boolean
  target: Target
}

/** A value a source may not write. */
export type RefusedWrite = {
  field: string
  kept: Plain
  offered: Plain
  keptSource: string | null
  reason: RefusalReason
}

/** A row on its way from texts to what it would do. */
export type ItemDraft = {
  row: number
  texts: Map<string, string>
  problems: RowProblem[]
  candidates: RowCandidate[]
  choice: RowChoice | null
  ciClass: CiClassFacts | null
  organisation: OrganisationFacts | null
  /** What is told, by the name of the column or `attributes.key`; null erases. */
  values: Record<string, Plain>
  /** How references are shown. */
  shown: Record<string, string>
  /** A site the import would make. */
  newSite: string | null
  item: KnownItem | null
  host: Target | null
  relations: PlannedRelation[]
  /** Attributes that name rows of the file whose items are not known yet. */
  named: NamedRow[]
  status: RowStatus
  /** Decided by comparing: `toCompare` makes room for it. */
  writes: Record<string, Plain>
  adopts: string[]
  /** Who names which of several values, of fields that are written or adopted. */
  seen: Record<string, SeenValues>
  refused: RefusedWrite[]
  cells: PlannedCells
}

/** Written out: an object put together from parts takes more memory, and a file has many rows. */
export function newDraft(row: number): ItemDraft {
  return {
    row,
    texts: new Map(),
    problems: [],
    candidates: [],
    choice: null,
    ciClass: null,
    organisation: null,
    values: {},
    shown: {},
    newSite: null,
    item: null,
    host: null,
    relations: [],
    named: [],
    status: 'error',
    writes: NO_FIELDS,
    adopts: NO_ENTRIES,
    seen: NO_FIELDS,
    refused: NO_ENTRIES,
    cells: NO_FIELDS,
  }
}

/** Shared by the many rows whose turn to be compared has not come. */
const NO_FIELDS = Object.freeze({})
const NO_ENTRIES = Object.freeze([]) as unknown as []
const NO_TEXTS = new Map<string, string>()

export function toCompare(draft: ItemDraft) {
  Object.assign(draft, { writes: {}, adopts: [], seen: {}, refused: [], cells: {} })
}

/** What was understood need not stand in memory twice. */
export function forgetTexts(draft: ItemDraft) {
  for (const field of Object.keys(draft.values)) draft.texts.delete(field)
  if (draft.texts.size === 0) draft.texts = NO_TEXTS
}

/** Of a row that was written or left only what other rows of the file may ask is kept. */
export function forgetDraft(draft: ItemDraft) {
  Object.assign(draft, { ...newDraft(draft.row), item: draft.item })
}

export function complain(
  draft: ItemDraft,
  field: string | null,
  key: string,
  params: RowProblem['params'] = {}
) {
  draft.problems.push({ field, key: `ci_imports.problems.${key}`, params })
}

export function isSkipped({ choice }: ItemDraft): boolean {
  return choice?.take === 'skip'
}

export function isOpen({ candidates, choice }: ItemDraft): boolean {
  return candidates.length > 0 && choice === null
}

/** Whether the row cannot be written whatever else is known. */
export function isLost(draft: ItemDraft): boolean {
  return draft.problems.length > 0 || isOpen(draft) || isSkipped(draft)
}

export function nameOf(draft: ItemDraft): string {
  const name = draft.values.name ?? draft.item?.name ?? draft.texts.get('number') ?? ''
  return String(name)
}
