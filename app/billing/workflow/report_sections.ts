/** Sections of a report that a template may leave out; the summary is always there (domain §7.7). */
export const OPTIONAL_SECTIONS = [
  ...(['charts', 'consumption', 'sla', 'tickets', 'time', 'expenses'] as const),
] as const
export type OptionalSection = (typeof OPTIONAL_SECTIONS)[number]

/** How those who did the work are called. */
export const ENGINEERS_BY = ['name', 'role'] as const
export type EngineersBy = (typeof ENGINEERS_BY)[number]

/** How a report looks where nobody has chosen anything. */
export const PLAIN_LOOK = { accentColour: '#1d4ed8', leftOut: [], engineers: 'name' } as const
