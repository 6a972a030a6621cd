import type { Data } from '@generated/data'

export type Import = Data.Core.DataImport.Variants['forPage']
export type ImportRow = Data.Core.ImportRow
export type ImportTemplate = Data.Core.ImportTemplate
export type Settings = Import['settings']
/** A row that taking its import back left as it is. */
export type KeptRow = { row: number; problems: { field: string | null; message: string }[] }
