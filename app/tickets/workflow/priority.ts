/** 1 whole organisation or critical service, 2 department, 3 single user. */
export type Impact = 1 | 2 | 3
/** 1 work stopped, 2 degraded, 3 can wait. */
export type Urgency = 1 | 2 | 3
/** 1 critical … 5 planning. */
export type Priority = 1 | 2 | 3 | 4 | 5

export const LEVELS = [1, 2, 3] as const
export const PRIORITIES = [1, 2, 3, 4, 5] as const

const MATRIX: Record<Impact, Record<Urgency, Priority>> = {
  1: { 1: 1, 2: 2, 3: 3 },
  2: { 1: 2, 2: 3, 3: 4 },
  3: { 1: 3, 2: 4, 3: 5 },
}

type Facts = { impact: Impact; urgency: Urgency; isVip: boolean; isCriticalService: boolean }

/**
 * Priority of a ticket (INC-09, §3.1): the matrix, with the urgency of a VIP one step higher, and at
 * least P2 for a critical service or configuration item.
 */
export function priorityOf({ impact, urgency, isVip, isCriticalService }: Facts): Priority {
  const effectiveUrgency = (isVip ? Math.max(1, urgency - 1) : urgency) as Urgency
  const fromMatrix = MATRIX[impact][effectiveUrgency]
  return isCriticalService ? (Math.min(fromMatrix, 2) as Priority) : fromMatrix
}
