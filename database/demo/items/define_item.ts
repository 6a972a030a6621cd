import type { CiStatus, Environment, OperationalState } from '#cmdb/models/ci_types'
import type { AttributeInput } from '#cmdb/workflow/class_schema'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { TeamCode } from '#database/demo/directory/teams'
import { hashOf } from '#database/demo/random'

/** A relation from the item to another; a group says how many of its members are needed. */
export type Link = {
  type: string
  to: string
  group?: { key: string; rule: DependencyRuleType; value?: number }
}

export type ItemSeed = {
  /** Unique in the story; the other items name it so. */
  name: string
  classCode: string
  organisation: string
  site?: string
  team?: TeamCode
  owner?: string
  /** The catalogue's service the item stands for. */
  service?: string
  criticality?: number
  status?: CiStatus
  state?: OperationalState
  environment?: Environment
  /** `Vendor|Model`. */
  product?: string
  ip?: string
  description?: string
  attributes?: AttributeInput
  links?: Link[]
}

export const link = (type: string, ...targets: string[]): Link[] =>
  targets.map((to) => ({ type, to }))

/** Relations of one redundancy group. */
export function group(
  type: string,
  key: string,
  rule: DependencyRuleType,
  targets: string[],
  value?: number
): Link[] {
  return targets.map((to) => ({ type, to, group: { key, rule, value } }))
}

/** Cabling carries a failure only as an uplink; any one of several is enough. */
export const uplink = (...targets: string[]): Link[] =>
  group('connects_to', 'uplink', 'any', targets)

/** `numbered('esx', 3)` → esx01, esx02, esx03 */
export function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${String(at + 1).padStart(2, '0')}`)
}

/** A serial number that belongs to the name for ever. */
export function serialOf(name: string): string {
  const [one, other] = [hashOf(name), hashOf(`${name}#`)]
  return `${one.toString(36)}${other.toString(36)}`.toUpperCase().slice(0, 11)
}

/** A locally administered MAC address of the name. */
export function macOf(name: string): string {
  const digits = hashOf(name).toString(16).padStart(8, '0')
  return `02:1A:${digits.match(/../g)!.join(':')}`.toUpperCase()
}
