import type { Expense, ExpenseKind, ExpensesPanel } from '~/components/billing/types'
import { useFormat } from '~/composables/use_format'
import { useLanguage } from '~/composables/use_language'
import { useForm } from '@inertiajs/vue3'
import { computed } from 'vue'

/** An expense as it is typed, and what is sent of it once its cost can be read. */
export function useExpense(panel: () => ExpensesPanel) {
  const { t } = useLanguage()
  const { zone } = useFormat()
  const form = useForm({
    ...{ kind: 'material' as ExpenseKind, spentOn: '', name: '', quantity: '1', unit: '' },
    ...{ costMinor: '', markupPercent: '0', isBillable: true },
  })
  const isPriced = computed(() => panel().pricedKinds.includes(form.kind))

  function fill(expense: Expense | null) {
    form.clearErrors()
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone() }).format(new Date())
    const cost = expense?.costMinor ?? null
    Object.assign(form, {
      kind: expense?.kind ?? 'material',
      spentOn: expense?.spentOn ?? today,
      name: expense?.name ?? '',
      quantity: expense?.quantity ?? '1',
      unit: expense?.unit ?? t('billing.expenses.units.material'),
      costMinor: cost === null ? '' : (cost / 100).toFixed(2),
      markupPercent: expense?.markupPercent ?? '0',
      isBillable: expense?.isBillable ?? true,
    })
  }

  /** Another kind is counted in other units; a name that was typed stays. */
  function choose(kind: ExpenseKind) {
    form.kind = kind
    form.unit = t(`billing.expenses.units.${kind}`)
    if (form.name === '' && kind !== 'material') form.name = t(`billing.expenses.kinds.${kind}`)
  }

  function send(ticket: { number: string }, expense: Expense | null, onDone: () => void) {
    const cost = minorOf(form.costMinor)
    if (Number.isNaN(cost)) return form.setError('costMinor', t('billing.expenses.unreadable'))
    const options = { preserveScroll: true, preserveState: true, onSuccess: onDone }
    form.transform((values) => ({
      ...values,
      costMinor: isPriced.value ? null : cost,
      ...(expense ? { version: expense.version } : {}),
    }))
    if (expense) form.put(`/expenses/${expense.id}`, options)
    else form.post(`/incidents/${ticket.number}/expenses`, options)
  }

  return { form, isPriced, fill, choose, send }
}

/** Null for an empty field, NaN for what is no amount. */
function minorOf(text: string): number | null {
  const typed = text.replaceAll(/\s/g, '').replace(',', '.')
  if (typed === '') return null
  return /^\d+(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : Number.NaN
}
