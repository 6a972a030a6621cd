import type { ReportParty } from '#billing/queries/report_types'

/** What a period's documents say of the parties, as it was when the period was approved. */
export type PeriodSnapshot = {
  contractName: string
  provider: ReportParty
  client: ReportParty
}
