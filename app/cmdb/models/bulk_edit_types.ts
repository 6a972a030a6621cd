import type { MessageParams } from '#core/say'

/** A draft is chosen and looked at, while a preview of many is computed it is `previewing`; what runs may be taken up again after a break, what is done be undone. */
export const BULK_EDIT_STATES = [
  ...(['draft', 'previewing', 'running', 'done', 'failed'] as const),
  ...(['undoing', 'undone'] as const),
] as const
export type BulkEditState = (typeof BULK_EDIT_STATES)[number]

/** What the edits would do to an item. */
export const BULK_EDIT_PLANS = ['change', 'unchanged', 'refused'] as const
export type BulkEditPlan = (typeof BULK_EDIT_PLANS)[number]

/**
 * What they did; `stale`: somebody changed the item after the preview, and it was left alone. Of a
 * changed item that is taken back, `restored` has all its values again, `kept` not all.
 */
export const RUN_OUTCOMES = ['changed', 'unchanged', 'refused', 'stale'] as const
export const UNDONE_OUTCOMES = ['restored', 'kept'] as const
export const BULK_EDIT_OUTCOMES = [...RUN_OUTCOMES, ...UNDONE_OUTCOMES] as const
export type BulkEditOutcome = (typeof BULK_EDIT_OUTCOMES)[number]

/** Why an item is refused: a key of the catalogue and the field it is about. */
export type FieldProblem = {
  field: string | null
  key: string
  params: MessageParams
}

export type BulkEditCounts = {
  /** Items that were asked for and are not the person's to edit. */
  leftOut: number
  plan?: Record<BulkEditPlan, number>
  outcome?: Record<(typeof RUN_OUTCOMES)[number], number> &
    Partial<Record<(typeof UNDONE_OUTCOMES)[number], number>>
}
