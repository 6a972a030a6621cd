import type { Data } from '@generated/data'

export type Report = Data.Billing.ContractReport
export type Charge = Report['charges'][number]

export type PeriodQuestion = Data.Billing.PeriodQuestion

/** How a period stands and what the reader can do with it. */
export type PeriodStanding = Data.Billing.PeriodStanding
export type PeriodState = PeriodStanding['state']
export type PeriodStep = PeriodStanding['steps'][number]

/** A contract in force with how its present period goes. */
export type BoardRow = Data.Billing.BoardRow
export type AlertLevel = BoardRow['caps'][number]['level']

/** A document of a locked period that is kept with its hash, or is still to be. */
export type KeptDocument = {
  id: number
  revision: number
  kind: 'report' | 'act' | 'invoice'
  format: 'xlsx' | 'pdf'
  language: 'ru' | 'en'
  name: string | null
  contentHash: string | null
  bytes: number | null
  state: 'made' | 'waiting' | 'failed'
  madeAt: string | null
}

/** Of a client: its desk and its approved periods. */
export type ClientAccount = Data.Billing.ClientAccount
export type ClientPeriod = ClientAccount['periods'][number]

/** How a line came about, down to the minutes. */
export type Explanation = Data.Billing.ExplainedCharge

/** What was spent on a ticket; what it costs is null for those who may not see it. */
export type ExpensesPanel = Data.Billing.ExpensesPanel
export type Expense = ExpensesPanel['expenses'][number]
export type ExpenseKind = Expense['kind']
