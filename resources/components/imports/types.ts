import type { Data } from '@generated/data'

export type Import = Data.Core.DataImport.Variants['forPage']
export type ImportRow = Data.Core.ImportRow
export type ImportTemplate = Data.Core.ImportTemplate
export type Settings = Import['settings']
