import type { Actor } from '#core/actor'
import type { Plain } from '#core/errors'
import type { Cell } from '#core/sheets/cell'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export const IMPORT_STATES = ['mapping', 'checking', 'ready', 'running', 'done', 'failed'] as const
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
  params: Record<string, string | number>
}

/** A record a row may mean. */
export type RowCandidate = { id: number; label: string; href: string | null }

/** `before` is there only for what would change. */
export type PlannedCell = { before?: Plain; after: Plain }

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
  extras: PlannedExtras
  /** More of the known records would change than a careful person expects. */
  isMassive: boolean
}

/** A field of a kind of import; `headings` are what columns for it are called, in any language. */
export type ImportField = { key: string; headings: readonly string[]; after?: string }

export type MappedRow = { row: number; values: ReadonlyMap<string, Cell> }

export type ImportPlan = {
  rows: PlannedRow[]
  extras: PlannedExtras
  /** Makes what these rows refer to; before the first of them is written, outside of transactions. */
  prepare(actor: Actor, rows: PlannedRow[]): Promise<void>
  /**
   * Writes one row that is new or changed and gives the id of its record. Throws a Refusal when a
   * rule of the record forbids it: then nothing of the row is written.
   */
  store(trx: TransactionClientContract, actor: Actor, row: PlannedRow): Promise<number>
  /** Rows that are new or changed, so ordered that what others refer to comes first. */
  order(rows: PlannedRow[]): PlannedRow[]
}

export type PlanInput = { rows: MappedRow[]; settings: ImportSettings; userId: number | null }

/** What a domain tells the machinery of imports about its records. */
export type ImportKind = {
  key: string
  fields: readonly ImportField[]
  plan(input: PlanInput): Promise<ImportPlan>
}
