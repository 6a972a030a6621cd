import type { Data } from '@generated/data'

export type Report = Data.Billing.ContractReport
export type Charge = Report['charges'][number]
