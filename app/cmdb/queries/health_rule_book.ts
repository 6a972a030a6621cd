import CiHealthRule from '#cmdb/models/ci_health_rule'
import { classSchema } from '#cmdb/queries/class_schema'
import { chainOf } from '#cmdb/workflow/class_tree'
import { STALE_AFTER } from '#cmdb/workflow/health_rules'
import type { ClassHealth, HealthRule } from '#cmdb/workflow/judge_item'
import { parseJson } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

/** How the items of a class are judged; `identifiers` with the id of the class that names them. */
export type ClassHealthBook = ClassHealth & {
  identifiers: { classId: number; fields: readonly string[] }[]
}

type ClassRow = {
  id: number
  parentId: number | null
  schemaVersion: number
  identifiers: string[][] | null
}

/** The rules in force for each class, by its id (domain §4.7). */
export async function healthRuleBook(): Promise<Map<number, ClassHealthBook>> {
  const classes = await classRows()
  const rules = (await CiHealthRule.query().where('isActive', true).orderBy('id')).map(toTerms)
  const book = new Map<number, ClassHealthBook>()
  for (const each of classes) {
    const chain = chainOf(classes, each.id)
    const schema = await classSchema(each)
    const inUse = schema.definitions.filter(({ isRetired }) => !isRetired)
    const stale = nearest(rules, chain)
    book.set(each.id, {
      requiredKeys: inUse.filter(({ isRequired }) => isRequired).map(({ key }) => key),
      recommendedKeys: inUse
        .filter(({ isRequired, isRecommended }) => isRecommended && !isRequired)
        .map(({ key }) => key),
      rules: rules.filter(
        ({ ciClassId }) => ciClassId === null || chain.some(({ id }) => id === ciClassId)
      ),
      seenDays: stale?.days ?? STALE_AFTER.seenDays,
      verifiedDays: stale?.verifiedDays ?? STALE_AFTER.verifiedDays,
      identifiers: identifiersOf(chain),
    })
  }
  return book
}

type Rule = HealthRule & { ciClassId: number | null }

/** A plain object: each rule is asked for every item. */
function toTerms(rule: CiHealthRule): Rule {
  const { id, kind, ciClassId, environments, relationTypes, field } = rule
  const { allowedValues, days, verifiedDays } = rule
  return {
    ...{ id, kind, ciClassId, environments, relationTypes, field },
    ...{ allowedValues, days, verifiedDays },
  }
}

/** The threshold of the nearest class holds, that of all classes last. */
function nearest(rules: readonly Rule[], chain: readonly ClassRow[]): Rule | undefined {
  const stale = rules.filter(({ kind }) => kind === 'stale_after')
  for (const { id } of chain) {
    const own = stale.find(({ ciClassId }) => ciClassId === id)
    if (own) return own
  }
  return stale.find(({ ciClassId }) => ciClassId === null)
}

function identifiersOf(chain: readonly ClassRow[]) {
  const named = chain.find(({ identifiers }) => identifiers !== null)
  return (named?.identifiers ?? []).map((fields) => ({ classId: named!.id, fields }))
}

async function classRows(): Promise<ClassRow[]> {
  const rows = await db.from('ci_classes').orderBy('id')
  return rows.map((row) => ({
    id: Number(row.id),
    parentId: row.parent_id === null ? null : Number(row.parent_id),
    schemaVersion: Number(row.schema_version),
    identifiers: parseJson<string[][] | null>(row.identifiers),
  }))
}
