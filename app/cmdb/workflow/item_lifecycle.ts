import type { CiLifecycle, CiStatus } from '#cmdb/models/ci_types'

/** From which status an item of this way of life may go where; the key order is that of a life. */
type Machine = Readonly<Partial<Record<CiStatus, readonly CiStatus[]>>>

/**
 * The ways of life of items (domain §4.6): buttons, guards, imports and tests read this table. What is
 * not listed is refused. `disposed` is the end; service and software items rest when retired, and only
 * the right to correct brings them back.
 */
export const ITEM_LIFECYCLES: Readonly<Record<CiLifecycle, Machine>> = {
  hardware: {
    planned: ['ordered', 'missing'],
    ordered: ['received', 'missing'],
    received: ['in_stock', 'missing'],
    in_stock: ['installing', 'missing'],
    installing: ['in_use', 'missing'],
    in_use: ['in_maintenance', 'faulty', 'retired', 'missing'],
    in_maintenance: ['in_use', 'missing'],
    faulty: ['in_repair', 'missing'],
    in_repair: ['in_use', 'retired', 'missing'],
    missing: ['in_use', 'disposed'],
    retired: ['disposed', 'missing'],
    disposed: [],
  },
  service: { pipeline: ['design'], design: ['live'], live: ['retired'], retired: [] },
  software: { planned: ['live'], live: ['retired'], retired: [] },
}

/** Nothing follows it, not even a correction. */
const TERMINAL: readonly CiStatus[] = ['disposed']

/** What has to hold before an item takes on a status, whatever it was before. */
export const STATUS_GUARDS = {
  in_use: 'holders',
  retired: 'dependants',
  disposed: 'evidence',
} as const satisfies Partial<Record<CiStatus, string>>

/** The fields that say who answers for an item in use and where it stands. */
export const HOLDING_FIELDS = ['supportTeamId', 'siteId'] as const

export type StepRefusal =
  | { guard: 'terminal' | 'foreign' | 'table'; allowed: readonly CiStatus[] }
  | { guard: 'holders'; missing: readonly (typeof HOLDING_FIELDS)[number][] }
  | { guard: 'dependants' | 'services' | 'evidence' }

/** What the right to correct may leave aside; the other guards say what cannot be. */
const CORRECTABLE: ReadonlySet<StepRefusal['guard']> = new Set([
  'table',
  'holders',
  'dependants',
  'services',
])

export type StepFacts = {
  supportTeamId: number | null
  siteId: number | null
  /** How many items in use need this one. */
  dependants: number
  /** How many live services it stands for. */
  services: number
  /** What was done with the data on it, or why nothing had to be. */
  evidence: string | null
}
/** `from` is null for an item that is yet to be made. */
export type Step = { lifecycle: CiLifecycle; from: CiStatus | null; to: CiStatus }

export function statusesOf(lifecycle: CiLifecycle): CiStatus[] {
  return Object.keys(ITEM_LIFECYCLES[lifecycle]) as CiStatus[]
}

/** What an item is in while it does its work. */
export function workingStatus(lifecycle: CiLifecycle): CiStatus {
  return lifecycle === 'hardware' ? 'in_use' : 'live'
}

export function isTerminal(status: CiStatus): boolean {
  return TERMINAL.includes(status)
}

/**
 * The statuses that may follow. An item whose status its way of life does not know (its class was
 * another one once) comes in by any that is not the end.
 */
export function nextStatuses(lifecycle: CiLifecycle, from: CiStatus): readonly CiStatus[] {
  if (isTerminal(from)) return []
  const known = ITEM_LIFECYCLES[lifecycle][from]
  return known ?? statusesOf(lifecycle).filter((status) => !isTerminal(status))
}

/** Why a step cannot be taken, or null. */
export function refusalOf(step: Step, facts: StepFacts): StepRefusal | null {
  return refusedByTable(step) ?? refusedByGuard(step.to, facts)
}

/**
 * Why an item cannot be given back the status it had, or null: whatever way led from there, what the
 * status asks for has to hold now, and nothing comes back from the end of its life.
 */
export function returnRefusalOf(
  { lifecycle, from, to }: Step & { from: CiStatus },
  facts: StepFacts
): StepRefusal | null {
  if (isTerminal(from)) return { guard: 'terminal', allowed: [] }
  if (!statusesOf(lifecycle).includes(to)) {
    return { guard: 'foreign', allowed: nextStatuses(lifecycle, from) }
  }
  return refusedByGuard(to, facts)
}

export function isCorrectable({ guard }: StepRefusal): boolean {
  return CORRECTABLE.has(guard)
}

function refusedByTable({ lifecycle, from, to }: Step): StepRefusal | null {
  const own = statusesOf(lifecycle)
  const allowed = from === null ? own : nextStatuses(lifecycle, from)
  if (from !== null && isTerminal(from)) return { guard: 'terminal', allowed }
  if (!own.includes(to)) return { guard: 'foreign', allowed }
  return allowed.includes(to) ? null : { guard: 'table', allowed }
}

function refusedByGuard(to: CiStatus, facts: StepFacts): StepRefusal | null {
  switch (to in STATUS_GUARDS ? STATUS_GUARDS[to as keyof typeof STATUS_GUARDS] : null) {
    case 'holders': {
      const missing = HOLDING_FIELDS.filter((field) => facts[field] === null)
      return missing.length > 0 ? { guard: 'holders', missing } : null
    }
    case 'dependants':
      if (facts.dependants > 0) return { guard: 'dependants' }
      return facts.services > 0 ? { guard: 'services' } : null
    case 'evidence':
      return facts.evidence?.trim() ? null : { guard: 'evidence' }
    default:
      return null
  }
}
