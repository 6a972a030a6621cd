import {
  isHealthColumn,
  type HealthFindingDetails,
  type HealthColumn,
  type HealthReason,
  type HealthRuleTerms,
} from '#cmdb/workflow/health_rules'
import type { AttributeValues } from '#cmdb/workflow/class_schema'

/** An item as far as its health goes; moments are `YYYY-MM-DD HH:mm:ss` in UTC. */
export type JudgedItem = {
  columns: Record<HealthColumn, string | number | null>
  attributes: AttributeValues
  environment: string
  hasTeam: boolean
  hasActiveOwner: boolean
  createdAt: string
  lastSeenAt: string | null
  lastVerifiedAt: string | null
  /** Its ends of relations with items that are not gone, as rules name them. */
  relationTypes: ReadonlySet<string>
}

export type HealthRule = HealthRuleTerms & { id: number }

/** What the items of one class are judged by. */
export type ClassHealth = {
  requiredKeys: readonly string[]
  recommendedKeys: readonly string[]
  /** Those of the class and of the classes above it. */
  rules: readonly HealthRule[]
  seenDays: number
  verifiedDays: number
}

export type Failure = { reason: HealthReason; ruleId: number; details: HealthFindingDetails }
export type Judgement = {
  failures: Failure[]
  recommendedFilled: number
  checks: number
  passedChecks: number
  isVerified: boolean
}

/** Moments by days before now. */
export type DaysAgo = (days: number) => string

/** What is wrong with an item by the rules of its class (domain §4.7). */
export function judgeItem(item: JudgedItem, health: ClassHealth, daysAgo: DaysAgo): Judgement {
  const failures: Failure[] = []
  const absent = (keys: readonly string[]) => keys.filter((key) => isBlank(item.attributes[key]))
  const required = absent(health.requiredKeys)
  const recommended = absent(health.recommendedKeys)
  if (required.length > 0) failures.push(failure('required_missing', { missing: required }))
  if (recommended.length > 0) {
    failures.push(failure('recommended_missing', { missing: recommended }))
  }
  if (!item.hasActiveOwner) failures.push(failure('ownerless', {}))
  const since = staleSince(item, health, daysAgo)
  if (since) failures.push(failure('stale', { since }))

  let checks = 0
  let passedChecks = 0
  for (const rule of health.rules) {
    const verdict = verdictOf(item, rule, daysAgo)
    if (rule.kind === 'must_relate') {
      if (verdict) failures.push({ reason: 'orphan', ruleId: rule.id, details: {} })
      continue
    }
    if (verdict === undefined) continue
    checks += 1
    if (verdict === null) passedChecks += 1
    else failures.push({ reason: 'check', ruleId: rule.id, details: verdict })
  }
  return {
    ...{ failures, checks, passedChecks },
    recommendedFilled: health.recommendedKeys.length - recommended.length,
    isVerified: (item.lastVerifiedAt ?? '') >= daysAgo(health.verifiedDays),
  }
}

function failure(reason: HealthReason, details: HealthFindingDetails): Failure {
  return { reason, ruleId: 0, details }
}

/**
 * What a program discovers has to be seen again, what people enter has to be checked again; to enter
 * is to check. The last such moment when it lies too far back.
 */
function staleSince(item: JudgedItem, health: ClassHealth, daysAgo: DaysAgo): string | null {
  const { lastSeenAt, lastVerifiedAt, createdAt } = item
  const since = lastSeenAt ?? lastVerifiedAt ?? createdAt
  const limit = daysAgo(lastSeenAt === null ? health.verifiedDays : health.seenDays)
  return since < limit ? since : null
}

/** Undefined: the rule is not for this item; null: passed; else what it failed by. */
function verdictOf(
  item: JudgedItem,
  rule: HealthRule,
  daysAgo: DaysAgo
): HealthFindingDetails | null | undefined {
  const { environments } = rule
  if (environments.length > 0 && !environments.includes(item.environment)) return undefined
  switch (rule.kind) {
    case 'stale_after':
      return undefined
    case 'must_relate':
    case 'has_relation':
      return rule.relationTypes.some((code) => item.relationTypes.has(code)) ? null : {}
    case 'has_team':
      return item.hasTeam ? null : {}
    case 'not_empty':
      return isBlank(valueOf(item, rule)) ? {} : null
    case 'allowed_values':
      return isAllowed(valueOf(item, rule), rule.allowedValues)
    case 'expires_later': {
      const expires = valueOf(item, rule)
      if (isBlank(expires)) return undefined
      const day = String(expires).slice(0, 10)
      return day > daysAgo(-(rule.days ?? 0)).slice(0, 10) ? null : { value: day }
    }
    default:
      return rule.kind satisfies never
  }
}

function valueOf({ columns, attributes }: JudgedItem, { field }: HealthRule): unknown {
  if (field === null) return null
  return isHealthColumn(field) ? columns[field] : attributes[field]
}

/** An empty value is a matter of completeness. */
function isAllowed(value: unknown, allowed: readonly string[]) {
  if (isBlank(value)) return undefined
  const known = new Set(allowed.map(plain))
  const wrong = [value].flat().find((each) => !known.has(plain(String(each))))
  return wrong === undefined ? null : { value: String(wrong) }
}

function plain(text: string): string {
  return text.trim().toLowerCase()
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
