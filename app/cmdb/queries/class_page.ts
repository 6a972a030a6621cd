import CiAttributeOverride from '#cmdb/models/ci_attribute_override'
import CiClass from '#cmdb/models/ci_class'
import { CI_CLASS_SUBJECT } from '#cmdb/actions/lock_class_tree'
import { countItemsByClass } from '#cmdb/queries/class_counts'
import { loadClassSchema } from '#cmdb/queries/class_schema'
import { rankedSourceChoices, sourceRankings } from '#cmdb/queries/source_rankings'
import { branchOf, chainOf } from '#cmdb/workflow/class_tree'
import AuditEvent from '#core/models/audit_event'
import { actorNameColumn } from '#directory/queries/name_actors'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const SHOWN_EVENTS = 50

/** A class by its code with all others, for its page and its editor. Throws E_ROW_NOT_FOUND. */
export async function findClass(code: string) {
  const classes = await CiClass.query().orderBy('position').orderBy('id')
  const ciClass = classes.find((each) => each.code === code)
  return { ciClass: ciClass ?? (await CiClass.findByOrFail('code', code)), classes }
}

/** Everything the page of a class shows beside its own columns. */
export async function classPage(ciClass: CiClass, classes: CiClass[], principal: Principal) {
  const chain = chainOf(classes, ciClass.id)
  const chainIds = chain.map(({ id }) => id)
  const [{ definitions }, counts, overrides, history, rankings] = await Promise.all([
    loadClassSchema(ciClass.id),
    countItemsByClass(principal),
    CiAttributeOverride.query().where('ciClassId', ciClass.id),
    classHistory(ciClass.id),
    sourceRankings(chainIds),
  ])
  const doubled = await doubledValues(definitions.map(({ id }) => id))
  const branch = branchOf(classes, ciClass.id)
  return {
    chain,
    children: classes.filter(({ parentId }) => parentId === ciClass.id),
    /** Where the rules stand that hold for the class. */
    identified: chain.find(({ identifiers }) => identifiers !== null) ?? null,
    named: chain.find(({ namingRule }) => namingRule !== null) ?? null,
    itemCount: branch.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0),
    attributes: definitions.map((definition) => ({
      definition,
      definedIn: chain.find(({ id }) => id === definition.classId)!,
      override: overrides.find(({ attributeId }) => attributeId === definition.id) ?? null,
      doubledCount: doubled.get(definition.id) ?? 0,
    })),
    rankings: rankings.map((ranking) => ({
      ...ranking,
      rankedIn: chain.find(({ id }) => id === ranking.classId)!,
    })),
    sourceChoices: await rankedSourceChoices(),
    history,
  }
}

/** How many items have a value that another one had already when it had to be the only one. */
async function doubledValues(attributeIds: number[]): Promise<Map<number, number>> {
  const rows = await db
    .from('ci_attribute_values')
    .whereNotNull('unique_scope_id')
    .whereNull('unique_digest')
    .whereIn('attribute_id', attributeIds)
    .groupBy('attribute_id')
    .select('attribute_id')
    .count('* as total')
  return new Map(rows.map((row) => [row.attribute_id, Number(row.total)]))
}

async function classHistory(classId: number) {
  const events = await AuditEvent.query()
    .where({ subjectType: CI_CLASS_SUBJECT, subjectId: classId })
    .orderBy('id', 'desc')
    .limit(SHOWN_EVENTS)
    .select('audit_events.*')
    .select(actorNameColumn())
  return events.map(({ id, occurredAt, action, changes, $extras }) => ({
    ...{ id, action, changes, at: occurredAt.toISO()! },
    actor: String($extras.actor_name),
  }))
}
