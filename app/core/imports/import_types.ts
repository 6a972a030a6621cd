import type { Actor } from '#core/actor'
import type { Plain } from '#core/errors'
import type { MessageParams } from '#core/say'
import type { Cell } from '#core/sheets/cell'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export const IMPORT_STATES = [
  ...(['mapping', 'checking', 'ready', 'running', 'done', 'failed'] as const),
  ...(['undoing', 'undone'] as const),
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What a row would do, found out without writing anything. */
export const ROW_STATUSES = [
  'new',
  'changed',
  'unchanged',
  'ambiguous',
  'skipped',
  'error',
] as const
export type RowStatus = (typeof ROW_STATUSES)[number]

/** What became of a row in the run. */
export const ROW_OUTCOMES = ['created', 'changed', 'unchanged', 'skipped', 'refused'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]

/** What became of a row when its import was taken back. */
export const UNDO_OUTCOMES = ['removed', 'restored', 'kept'] as const
export type UndoOutcome = (typeof UNDO_OUTCOMES)[number]

/** What may be decided about a row that several records fit. */
export const ROW_DECISIONS = ['record', 'new', 'skip'] as const
export type RowDecision = (typeof ROW_DECISIONS)[number]

/** What a person decided about a row, and among whom. */
export type RowChoice = {
  take: RowDecision
  /** Null unless a record is taken. */
  recordId: number | null
  /** The candidates the person saw. */
  among: number[]
  /** Whether the preview shows already what follows from it. */
  isChecked: boolean
}

/** By the number of the row. */
export type RowChoices = Record<string, RowChoice>

/** Which sheet, which column of it fills which field, and what is decided for all rows. */
export type ImportSettings = {
  sheet: string
  /** Field → heading. */
  columns: Record<string, string>
  options: Record<string, string | number | boolean | null>
  choices?: RowChoices
}

/** A message of the catalogue about a field of a row, or about the row when `field` is null. */
export type RowProblem = {
  field: string | null
  key: string
  params: MessageParams
}

/** A record a row may mean. */
export type RowCandidate = { id: number; label: string; href: string | null }

/**
 * `before` is there only for what would change; `keptBy` names what stands above the file, so that
 * the value known stays and `after` is what the file says.
 */
export type PlannedCell = { before?: Plain; after: Plain; keptBy?: string }

/** By field. */
export type PlannedCells = Record<string, PlannedCell>

export type PlannedRow = {
  row: number
  status: RowStatus
  subjectId: number | null
  subjectVersion: number | null
  cells: PlannedCells
  problems: RowProblem[]
  candidates: RowCandidate[]
}

/** What a run makes besides its rows, as an organisation that a row names, by kind. */
export type PlannedExtras = Record<string, string[]>

export type ImportCounts = {
  total: number
  statuses: Record<RowStatus, number>
  /** Null until a run is over. */
  outcomes: Record<RowOutcome, number> | null
  /** Once the import was taken back. */
  undone?: Record<UndoOutcome, number>
  extras: PlannedExtras
  /** More of the known records would change than a careful person expects. */
  isMassive: boolean
}

/** A field of a kind of import; `headings` are what columns for it are called, in any language. */
export type ImportField = { key: string; headings: readonly string[]; after?: string }

export type MappedRow = { row: number; values: ReadonlyMap<string, Cell> }

export type StoredRow = {
  row: number
  outcome: RowOutcome
  problems: RowProblem[]
  /** The preview shows these problems already. */
  isTold?: boolean
  /** Of what was written. */
  recordId?: number
  /** What is needed in order to take the row back. */
  undo?: Plain
}

export type UndoEntry = { row: number; subjectId: number; undo: Plain }
export type UndoneRow = { row: number; outcome: UndoOutcome; problems: RowProblem[] }

export type ImportPlan = {
  /** How many rows there are. */
  total: number
  /**
   * All rows once, portion by portion: what a portion would do is worked out when it is asked for and
   * forgotten after it, so that a large file never stands in memory with all its cells.
   */
  portions(): AsyncIterable<PlannedRow[]> | Iterable<PlannedRow[]>
  /** Complete after the last portion. */
  extras(): PlannedExtras
  /** Makes what these rows of a portion refer to; before the first of them is written, outside of transactions. */
  prepare(actor: Actor, rows: PlannedRow[]): Promise<void>
  /**
   * Writes one row that is new or changed and gives the id of its record. Throws a Refusal when a
   * rule of the record forbids it: then nothing of the row is written.
   */
  store(trx: TransactionClientContract, actor: Actor, row: PlannedRow): Promise<number>
  /** Writes many rows with few statements in place of `store`; what is refused is told, not thrown. */
  storeMany?(trx: TransactionClientContract, actor: Actor, rows: PlannedRow[]): Promise<StoredRow[]>
  /** Rows of a run that are not written: what they tell may be worth keeping. */
  leave?(trx: TransactionClientContract, actor: Actor, rows: PlannedRow[]): Promise<void>
  /** Rows of a portion that are new or changed, so ordered that what others refer to comes first. */
  order(rows: PlannedRow[]): PlannedRow[]
}

export type MappedRows = AsyncIterable<MappedRow> | Iterable<MappedRow>
export type PlanInput = { rows: MappedRows; settings: ImportSettings; userId: number | null }

/** What a domain tells the machinery of imports about its records. */
export type ImportKind = {
  key: string
  /** Fields that columns may be chosen for under these options. */
  fields(options: ImportSettings['options']): Promise<readonly ImportField[]>
  plan(input: PlanInput): Promise<ImportPlan>
  /** Takes rows back, the last written first; without it what is written stays. */
  undo?(trx: TransactionClientContract, actor: Actor, rows: UndoEntry[]): Promise<UndoneRow[]>
}
