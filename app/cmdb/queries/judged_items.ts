import { GONE } from '#cmdb/queries/items_in_use_of'
import type { RelationFacts } from '#cmdb/queries/judged_relations'
import { HEALTH_COLUMNS, type HealthColumn } from '#cmdb/workflow/health_rules'
import type { AttributeValues } from '#cmdb/workflow/class_schema'
import type { JudgedItem } from '#cmdb/workflow/judge_item'
import { isoOfSqlUtc, parseJson } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

const PORTION = 2_000
const NONE: ReadonlySet<string> = new Set()

type FactsOf = (after: number, upTo: number) => Promise<RelationFacts>

export type ItemToJudge = JudgedItem & {
  id: number
  name: string
  classId: number
  organisationId: number
  isGone: boolean
}
/** All items with an id above `after` and up to `upTo`, those that are gone among them. */
export type Portion = {
  after: number
  upTo: number
  items: ItemToJudge[]
  counts: RelationFacts['counts']
}

/** The whole CMDB portion by portion; `factsOf` is asked for the relations of each. */
export async function* judgedItems(factsOf: FactsOf): AsyncGenerator<Portion> {
  const inactive = new Set<number>(
    (await db.from('organisations').where('is_active', false).select('id')).map(({ id }) => id)
  )
  for (let after = 0; ;) {
    const rows = await db
      .from('configuration_items')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PORTION)
      .select(...COLUMNS)
    const upTo = rows.length < PORTION ? Number.MAX_SAFE_INTEGER : rows.at(-1).id
    const { typesOf, counts } = await factsOf(after, upTo)
    const items = rows.map((row) => toItem(row, inactive, (id) => typesOf.get(id)))
    yield { after, upTo, items, counts }
    if (rows.length < PORTION) return
    after = upTo
  }
}

const COLUMNS = [
  ...['id', 'name', 'ci_class_id', 'organisation_id', 'status', 'environment', 'support_team_id'],
  ...['attributes', 'created_at', 'last_seen_at', 'last_verified_at'],
  ...Object.values(HEALTH_COLUMNS),
]

function toItem(
  row: Record<string, unknown>,
  inactive: ReadonlySet<number>,
  related: (itemId: number) => ReadonlySet<string> | undefined
): ItemToJudge {
  const id = Number(row.id)
  const columns = Object.fromEntries(
    Object.entries(HEALTH_COLUMNS).map(([field, column]) => [field, row[column] ?? null])
  ) as Record<HealthColumn, string | number | null>
  return {
    ...{ id, name: String(row.name), columns },
    classId: Number(row.ci_class_id),
    organisationId: Number(row.organisation_id),
    isGone: GONE.some((gone) => gone === row.status),
    attributes: parseJson<AttributeValues>(row.attributes) ?? {},
    environment: String(row.environment),
    hasTeam: row.support_team_id !== null,
    hasActiveOwner: !inactive.has(Number(row.organisation_id)),
    createdAt: momentOf(row.created_at)!,
    lastSeenAt: momentOf(row.last_seen_at),
    lastVerifiedAt: momentOf(row.last_verified_at),
    relationTypes: related(id) ?? NONE,
  }
}

function momentOf(value: unknown): string | null {
  return isoOfSqlUtc(value)?.slice(0, 19).replace('T', ' ') ?? null
}
