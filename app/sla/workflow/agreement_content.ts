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

/** The share of time a service is promised in; percent as a decimal text. */
export type ToldAvailability = { service: NamedThen; target: string; calendar: NamedThen | null }

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
  /** Absent where none is promised, as in versions older than the promise. */
  availability?: ToldAvailability[]
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
  const plain = FIELDS.map((field) => ({
    ...{ field, before: before[field] as unknown, after: after[field] as unknown },
  }))
  const shares = {
    ...{ field: 'availability', before: sharesOf(before), after: sharesOf(after) },
  }
  const fields = [...plain, shares]
  return {
    fields: fields.filter((each) => !isSameContent(each.before, each.after)),
    targets: targetDifferences(before.targets, after.targets),
  }
}

/** In words of codes and percents; null where none is promised. */
export function sharesOf({ availability = [] }: AgreementContent): string | null {
  return availability.map(({ service, target }) => `${service.code} ${target} %`).join(', ') || null
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
