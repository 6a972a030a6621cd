import { STANDBY_TYPE } from '#cmdb/actions/impact_changes_of'
import type { ImpactTypeFacts } from '#cmdb/queries/impact_types'
import { readInChunks } from '#core/queries/read_in_chunks'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { ImpactFlow, ImpactRelationRow } from '#cmdb/workflow/impact_edges'
import { dayAfter } from '#core/day_after'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'

type Row = {
  id: number
  relation_type_id: number
  source_id: number
  target_id: number
  group_key: string | null
  rule: DependencyRuleType | null
  rule_value: number | null
  propagates: ImpactFlow | null
}
type Query = DatabaseQueryBuilderContract<Row>

const COLUMNS = [
  ...['id', 'relation_type_id', 'source_id', 'target_id', 'group_key', 'rule', 'rule_value'],
  'propagates',
]
/** Of statements; databases take so many values at once. */
const CHUNK = 500

/** Relations that are true on a day. */
export type RelationSource = {
  /** Every one that may carry a failure. */
  each(take: (row: ImpactRelationRow) => void): Promise<void>
  /** Those in which one of the given items is the end that suffers. */
  neededBy(consumerIds: readonly number[]): Promise<ImpactRelationRow[]>
  /** Pairs of an item and the one that takes over from it. */
  standbys(): Promise<[source: number, target: number][]>
}

/** The relations of today, as they are written now. */
export function currentRelations(types: readonly ImpactTypeFacts[], today: string): RelationSource {
  const from = () => trueOn(db.from('ci_relations'), today)
  return {
    each: (take) => eachRow(types, from, take),
    neededBy: (ids) => rowsNeededBy(types, from, ids),
    standbys: () => standbyPairs(types, [from]),
  }
}

/** The relations of a past day: those that said then what they say now, and what others said then. */
export function relationsAsOf(types: readonly ImpactTypeFacts[], day: string): RelationSource {
  const still = () =>
    trueOn(db.from('ci_relations'), day).where((query) => {
      void query.where('holds_from', '<=', day).orWhere((unedited) => {
        void unedited.whereNull('holds_from').where((known) => {
          void known.whereNotNull('valid_from').orWhere('created_at', '<', dayAfter(day))
        })
      })
    })
  const then = () =>
    trueOn(db.from('past_ci_relations'), day)
      .where('holds_from', '<=', day)
      .where('holds_until', '>=', day)
  return {
    each: async (take) => {
      await eachRow(types, still, take)
      await eachRow(types, then, take)
    },
    neededBy: async (ids) => [
      ...(await rowsNeededBy(types, still, ids)),
      ...(await rowsNeededBy(types, then, ids)),
    ],
    standbys: () => standbyPairs(types, [still, then]),
  }
}

function trueOn(query: Query, day: string): Query {
  return query
    .where((inner) => inner.whereNull('valid_from').orWhere('valid_from', '<=', day))
    .where((inner) => inner.whereNull('valid_to').orWhere('valid_to', '>=', day))
    .select(COLUMNS)
}

async function eachRow(
  types: readonly ImpactTypeFacts[],
  from: () => Query,
  take: (row: ImpactRelationRow) => void
) {
  const codes = codesOf(types)
  const silent = types.filter(({ impactFlow }) => impactFlow === 'none').map(({ id }) => id)
  const carrying = () =>
    from().where((query) => {
      void query.whereNotIn('relation_type_id', silent).orWhereNotNull('propagates')
    })
  await readInChunks<Row>(carrying, (row) => take(toRelation(row, codes)))
}

async function rowsNeededBy(
  types: readonly ImpactTypeFacts[],
  from: () => Query,
  consumerIds: readonly number[]
): Promise<ImpactRelationRow[]> {
  const codes = codesOf(types)
  const flowing = (flow: ImpactFlow) =>
    types.filter(({ impactFlow }) => impactFlow === flow).map(({ id }) => id)
  const suffers = (query: Query, end: string, flow: ImpactFlow, ids: readonly number[]) =>
    query.whereIn(end, [...ids]).where((inner) => {
      void inner.where('propagates', flow).orWhere((usual) => {
        void usual.whereNull('propagates').whereIn('relation_type_id', flowing(flow))
      })
    })
  const found: ImpactRelationRow[] = []
  for (const ids of portions(consumerIds, CHUNK)) {
    const rows = [
      ...(await suffers(from(), 'source_id', 'target_to_source', ids)),
      ...(await suffers(from(), 'target_id', 'source_to_target', ids)),
    ]
    found.push(...rows.map((row) => toRelation(row, codes)))
  }
  return found
}

async function standbyPairs(types: readonly ImpactTypeFacts[], sources: (() => Query)[]) {
  const type = types.find(({ code }) => code === STANDBY_TYPE)
  const pairs: [number, number][] = []
  for (const from of type ? sources : []) {
    const rows = await from().where('relation_type_id', type!.id).whereNull('propagates')
    pairs.push(...rows.map((row): [number, number] => [row.source_id, row.target_id]))
  }
  return pairs
}

function codesOf(types: readonly ImpactTypeFacts[]): Map<number, string> {
  return new Map(types.map(({ id, code }) => [id, code]))
}

/** One plain object: it is made for each of hundreds of thousands of rows. */
function toRelation(row: Row, codes: ReadonlyMap<number, string>): ImpactRelationRow {
  return {
    id: row.id,
    typeCode: codes.get(row.relation_type_id)!,
    sourceId: row.source_id,
    targetId: row.target_id,
    groupKey: row.group_key,
    ruleType: row.rule,
    ruleValue: row.rule_value,
    propagates: row.propagates,
  }
}
