export const dependencyRuleTypes = ['all', 'any', 'at_least', 'percent'] as const
export type DependencyRuleType = (typeof dependencyRuleTypes)[number]

/** How many members of a group its consumer needs. `value`: a count for at_least, 0–100 for percent. */
export interface DependencyRule {
  type: DependencyRuleType
  value: number | null
}

/**
 * Members that must be up for the consumer to stay up, out of `size` distinct members.
 * A count above the size asks for all of them: a mistyped rule must not take the consumer
 * down while nothing has failed. Without a value at_least means 1 and percent means 100.
 */
export function requiredMembers(rule: DependencyRule, size: number): number {
  switch (rule.type) {
    case 'all':
      return size
    case 'any':
      return Math.min(1, size)
    case 'at_least':
      return Math.min(rule.value ?? 1, size)
    case 'percent':
      return Math.min(Math.ceil((size * (rule.value ?? 100)) / 100), size)
    default: {
      const unknown: never = rule.type
      throw new RangeError(`Unknown dependency rule "${String(unknown)}"`)
    }
  }
}
