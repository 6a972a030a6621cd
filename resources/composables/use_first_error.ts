import { nextTick } from 'vue'

/** Leads to the first field (`data-field`) that the answer complains about. */
export async function focusFirstError(errors: Partial<Record<string, string>>) {
  await nextTick()
  const fields = [...document.querySelectorAll<HTMLElement>('[data-field]')]
  const first = fields.find((field) => errors[field.dataset.field!])
  first?.querySelector<HTMLElement>('input, textarea, select, button')?.focus()
}
