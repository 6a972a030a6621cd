import type { DeliveryStart, Metric, ReopenPolicy } from '#sla/workflow/metrics'
import type { SwitchPolicy } from '#sla/workflow/switch_target'

/** A record by number and by the names it had when this was written. */
export type NamedThen = { id: number; code: string; ru: string; en: string }

/** A target in words that stay readable when what it names is renamed or gone. */
export type ToldTarget = {
  id: number
  metric: Metric
  ticketKind: string
  service: NamedThen | null
  organisation: NamedThen | null
  ciCriticality: number | null
  isVipOnly: boolean
  priority: number | null
  targetMinutes: number
  /** Its own; null is the agreement's. */
  calendar: NamedThen | null
}

/** What one version of an agreement promised. */
export type AgreementContent = {
  code: string
  nameRu: string
  nameEn: string
  calendar: NamedThen
  validFrom: string
  validTo: string | null
  pauseStates: string[]
  switchPolicy: SwitchPolicy
  reopenPolicy: ReopenPolicy
  deliveryStart: DeliveryStart
  targets: ToldTarget[]
}

export type TargetDifference = { before: ToldTarget | null; after: ToldTarget | null }

export type AgreementDifferences = {
  fields: { field: string; before: unknown; after: unknown }[]
  targets: TargetDifference[]
}

const FIELDS = [
  'code',
  'nameRu',
  'nameEn',
  'calendar',
  'validFrom',
  'validTo',
  'pauseStates',
  'switchPolicy',
  'reopenPolicy',
  'deliveryStart',
] as const

/** What one version of an agreement says otherwise than another. */
export function agreementDifferences(
  before: AgreementContent,
  after: AgreementContent
): AgreementDifferences {
  const fields = FIELDS.map((field) => ({
    ...{ field, before: before[field], after: after[field] },
  }))
  return {
    fields: fields.filter((each) => !isSameContent(each.before, each.after)),
    targets: targetDifferences(before.targets, after.targets),
  }
}

/** Targets that came, went or changed; they are known by their numbers. */
export function targetDifferences(
  before: readonly ToldTarget[],
  after: readonly ToldTarget[]
): TargetDifference[] {
  const old = new Map(before.map((target) => [target.id, target]))
  const kept = new Set(after.map(({ id }) => id))
  const pairs = [
    ...after.map((target) => ({ before: old.get(target.id) ?? null, after: target })),
    ...before.filter(({ id }) => !kept.has(id)).map((target) => ({ before: target, after: null })),
  ]
  return pairs.filter((pair) => !isSameContent(pair.before, pair.after))
}

/** Compares by value; a database may keep the fields of JSON in an order of its own. */
export function isSameContent(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right)
}

function canonical(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  )
}
