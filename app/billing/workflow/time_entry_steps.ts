/** How far a time entry is on its way to a bill (§2.8). */
export const TIME_ENTRY_STATES = ['draft', 'submitted', 'approved'] as const
export type TimeEntryState = (typeof TIME_ENTRY_STATES)[number]

type Step = {
  readonly from: readonly TimeEntryState[]
  readonly to: TimeEntryState
  /** Who did the work, or somebody else who answers for it: nobody approves their own. */
  readonly by: 'author' | 'approver'
}

/** What moves an entry; one that is rejected goes back to who wrote it, with a question. */
export const TIME_STEPS = {
  submit: { from: ['draft'], to: 'submitted', by: 'author' },
  withdraw: { from: ['submitted'], to: 'draft', by: 'author' },
  approve: { from: ['submitted'], to: 'approved', by: 'approver' },
  reject: { from: ['submitted', 'approved'], to: 'draft', by: 'approver' },
} as const satisfies Record<string, Step>
export type TimeStep = keyof typeof TIME_STEPS

/** The period is null until one has charged the entry: from then on it is locked (§2.8). */
type Facts = { state: TimeEntryState; personId: number; billingPeriodId: number | null }

/** Why a step is not to be taken; null when nothing stands in its way. */
export function obstacleTo(
  step: TimeStep,
  entry: Facts,
  actorPersonId: number | null
): 'state' | 'not_own' | 'own' | 'charged' | null {
  const { from, by }: Step = TIME_STEPS[step]
  if (entry.billingPeriodId !== null) return 'charged'
  if (!from.includes(entry.state)) return 'state'
  const isOwn = entry.personId === actorPersonId
  if (by === 'author') return isOwn ? null : 'not_own'
  return isOwn ? 'own' : null
}
