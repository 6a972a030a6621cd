import { readFileSync } from 'node:fs'
import { type DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import { type ImpactRelationRow, type ImpactRelationType } from '#cmdb/workflow/impact_edges'
import { type ImpactGraphInput } from '#cmdb/workflow/impact_graph'
import { type ImpactResult } from '#cmdb/workflow/impact'

interface TruthGroup {
  rule: { type: 'all' | 'any' | 'atLeast' | 'percent'; value?: number }
  members: string[]
}

export interface ImpactCase {
  id: string
  name: string
  deps: Record<string, TruthGroup[]>
  failed: string[]
  expected: { down: string[]; degraded: string[] }
}

export const relationTypes: ImpactRelationType[] = [
  { code: 'depends_on', impactFlow: 'target_to_source', defaultRule: { type: 'all', value: null } },
  { code: 'powered_by', impactFlow: 'target_to_source', defaultRule: { type: 'any', value: null } },
  {
    code: 'member_of',
    impactFlow: 'source_to_target',
    defaultRule: { type: 'at_least', value: 1 },
  },
  { code: 'documented_in', impactFlow: 'none', defaultRule: { type: 'all', value: null } },
]

export function impactCases(): ImpactCase[] {
  const file = new URL('../truth/impact.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: ImpactCase[] }).cases
}

/** A relation row with the fields a test does not care about filled in. */
export function relation(
  id: number,
  typeCode: string,
  sourceId: number,
  targetId: number,
  group: { key: string; rule?: DependencyRuleType; value?: number } | null = null
): ImpactRelationRow {
  return {
    id,
    typeCode,
    sourceId,
    targetId,
    groupKey: group?.key ?? null,
    ruleType: group?.rule ?? null,
    ruleValue: group?.value ?? null,
  }
}

export function nodes(...ids: number[]): { id: number }[] {
  return ids.map((id) => ({ id }))
}

/** A named topology as CIs and relations: every group of a CI becomes a keyed depends_on group. */
export function topology({ deps, failed }: Pick<ImpactCase, 'deps' | 'failed'>) {
  const names = [...failed, ...Object.keys(deps)]
  for (const group of Object.values(deps).flat()) names.push(...group.members)
  const idOf = new Map([...new Set(names)].map((name, at) => [name, 7000 + at * 13]))
  const relations: ImpactRelationRow[] = []

  for (const [consumer, groups] of Object.entries(deps)) {
    for (const [at, { rule, members }] of groups.entries()) {
      const type: DependencyRuleType = rule.type === 'atLeast' ? 'at_least' : rule.type
      const group = { key: `group ${at}`, rule: type, value: rule.value }
      for (const member of members) {
        const [source, target] = [idOf.get(consumer)!, idOf.get(member)!]
        relations.push(relation(relations.length + 1, 'depends_on', source, target, group))
      }
    }
  }

  const input: ImpactGraphInput = {
    nodes: nodes(...idOf.values()),
    relations,
    types: relationTypes,
  }
  return { input, idOf }
}

export function idsIn(result: ImpactResult, state: 'down' | 'degraded'): number[] {
  const entries = result.entries.filter((entry) => entry.state === state)
  return entries.map((entry) => entry.ciId).sort((a, b) => a - b)
}
