import { clock } from '#core/clock'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'

const PER_QUERY = 400
/** Types that mean the same in both directions are stored once, the lower id first. */
const SYMMETRIC_TYPES = ['integrates_with']

export type RelationEnds = { typeCode: string; sourceId: number; targetId: number }

export class RelationSet {
  readonly #known = new Set<string>()

  has(ends: RelationEnds): boolean {
    return this.#known.has(keyOf(ends))
  }

  add(ends: RelationEnds) {
    this.#known.add(keyOf(ends))
  }
}

/** Relations that are there, and the ids of their types. */
export class KnownRelations extends RelationSet {
  private constructor(readonly typeIds: ReadonlyMap<string, number>) {
    super()
  }

  /** Those of which one of the items is the source. */
  static async load(itemIds: readonly number[]): Promise<KnownRelations> {
    const types = await db.from('relation_types').select('id', 'code')
    const relations = new KnownRelations(new Map(types.map(({ id, code }) => [code, id])))
    const codes = new Map(types.map(({ id, code }) => [id, code]))
    // One that ended does not hold any more.
    const today = clock.today('utc')
    for (const some of portions(itemIds, PER_QUERY)) {
      const rows = await db
        .from('ci_relations')
        .whereIn('source_id', some)
        .where((query) => void query.whereNull('valid_to').orWhere('valid_to', '>=', today))
        .select('relation_type_id', 'source_id', 'target_id')
      for (const row of rows) {
        const typeCode = codes.get(row.relation_type_id)!
        relations.add({ typeCode, sourceId: row.source_id, targetId: row.target_id })
      }
    }
    return relations
  }
}

/** The ends as they are stored. */
export function inOrder({ typeCode, sourceId, targetId }: RelationEnds): RelationEnds {
  const isTurned = SYMMETRIC_TYPES.includes(typeCode) && sourceId > targetId
  return isTurned
    ? { typeCode, sourceId: targetId, targetId: sourceId }
    : { typeCode, sourceId, targetId }
}

function keyOf({ typeCode, sourceId, targetId }: RelationEnds): string {
  return `${typeCode} ${sourceId} ${targetId}`
}
