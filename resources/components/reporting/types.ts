import type { Data } from '@generated/data'

export type ServiceLevels = Data.Reporting.ServiceLevelReport
export type Replay = Data.Reporting.ServiceLevelReplay
export type ReplayFindings = Data.Reporting.ReplayResult

/** What the report's address says, with its days. */
export type ReportFilter = {
  by: string
  counting: string
  organisation: string | null
  service: string | null
  team: string | null
  agreement: string | null
  priority: number | null
  from: string
  to: string
}

/** A record to choose by its code. */
export type Named = { code: string; ru: string; en: string }
export type ReportOptions = Record<
  'organisations' | 'services' | 'teams' | 'agreements',
  readonly Named[]
>

/** The same as an address. */
export function addressOf(filter: ReportFilter): Record<string, string> {
  const given = Object.entries(filter).filter(([, value]) => value !== null)
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]))
}

/** A small table of figures: cells as shown, numbers to the right. */
export type FigureColumn = { key: string; label: string; isNumber?: boolean }
export type FigureRow = Record<string, string>
