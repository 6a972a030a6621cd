/** Of effort and of value: 1 small, 2 medium, 3 large. */
export const SIZES = [1, 2, 3] as const
export type Size = (typeof SIZES)[number]

/** Rows by value, columns by effort: what brings much for little comes first. */
const PRIORITIES: Readonly<Record<Size, Readonly<Record<Size, number>>>> = {
  3: { 1: 1, 2: 2, 3: 3 },
  2: { 1: 2, 2: 3, 3: 4 },
  1: { 1: 3, 2: 4, 3: 5 },
}

/** 1 is first, 5 last; null while it is not evaluated (ISO-05). */
export function improvementPriority(value: Size | null, effort: Size | null): number | null {
  return value === null || effort === null ? null : PRIORITIES[value][effort]
}
