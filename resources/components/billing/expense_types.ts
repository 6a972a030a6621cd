export type ExpenseKind = 'material' | 'mileage' | 'call_out' | 'other_expense'

/** Something spent on a ticket; what it costs is null for those who may not see it. */
export type Expense = {
  id: number
  version: number
  kind: ExpenseKind
  spentOn: string
  name: string
  quantity: string
  unit: string
  person: string
  isBillable: boolean
  isCharged: boolean
  canChange: boolean
  costMinor: number | null
  markupPercent: string | null
  amountMinor: number | null
}

export type ExpensesPanel = {
  expenses: Expense[]
  /** Null for a ticket without a contract. */
  currency: string | null
  kinds: ExpenseKind[]
  /** The contract has their price. */
  pricedKinds: ExpenseKind[]
  canAdd: boolean
}
