import type { Data } from '@generated/data'

export type ServiceLevels = Data.Reporting.ServiceLevelReport

/** A small table of figures: cells as shown, numbers to the right. */
export type FigureColumn = { key: string; label: string; isNumber?: boolean }
export type FigureRow = Record<string, string>
