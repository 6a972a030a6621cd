import type { ExpensesPanel } from '#billing/queries/expenses_panel'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** What was spent on a ticket, as its page shows it. */
export default class ExpensesPanelTransformer extends BaseTransformer<ExpensesPanel> {
  toObject() {
    const { expenses, currency, kinds, pricedKinds, canAdd } = this.resource
    return { expenses, currency, kinds: [...kinds], pricedKinds, canAdd }
  }
}
