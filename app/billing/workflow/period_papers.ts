import type { PeriodState } from '#billing/workflow/period_steps'

/** What a locked period's documents are: its report, with the papers in it, and each paper alone. */
export const PAPER_KINDS = ['report', 'act', 'invoice'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

export type Paper = { kind: PaperKind; format: 'xlsx' | 'pdf' }

/** From here on a period's documents are kept with their hash (domain §7.6). */
export const LOCKED_STATES: readonly PeriodState[] = ['locked', 'invoiced']

const REPORTS: readonly Paper[] = [
  { kind: 'report', format: 'xlsx' },
  { kind: 'report', format: 'pdf' },
]

/** What is made of a period without being asked for; nobody signs or pays for a period without charges. */
export function papersOf(state: PeriodState, hasCharges: boolean): readonly Paper[] {
  if (!LOCKED_STATES.includes(state)) return []
  if (!hasCharges) return REPORTS
  const act: Paper = { kind: 'act', format: 'pdf' }
  const invoice: Paper = { kind: 'invoice', format: 'pdf' }
  return state === 'invoiced' ? [...REPORTS, act, invoice] : [...REPORTS, act]
}
