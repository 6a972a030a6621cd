import { EVERYTHING, raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import CiRelation from '#cmdb/models/ci_relation'
import RelationType from '#cmdb/models/relation_type'
import RelationTypePair from '#cmdb/models/relation_type_pair'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { ImpactFlow } from '#cmdb/workflow/impact_edges'
import type { ClassPair } from '#cmdb/workflow/class_pairs'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import { Refusal, type FieldChange } from '#core/errors'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type RelationTypeValues = {
  forwardRu: string
  forwardEn: string
  inverseRu: string
  inverseEn: string
  impactFlow: ImpactFlow
  defaultRule: DependencyRuleType
  defaultRuleValue: number | null
  isCarriedByGroup: boolean
  pairs: ClassPair[]
}

/** Code and symmetry are said once: relations are stored by them. */
type Creation = {
  actor: Actor
  values: RelationTypeValues & { code: string; isSymmetric: boolean }
}
type Edit = { actor: Actor; code: string; seenVersion: number; values: RelationTypeValues }
type Removal = { actor: Actor; code: string; seenVersion: number }

const SUBJECT = 'relation_type'

/** What relations may mean, which failures they carry and which items they link (CFG-06). */
export const saveRelationType = {
  /** Throws a Refusal on a code that is taken. */
  async create({ actor, values }: Creation): Promise<RelationType> {
    return inTransaction(async (trx) => {
      const types = await RelationType.query({ client: trx }).orderBy('id').forUpdate()
      if (types.some(({ code }) => code === values.code)) {
        throw new Refusal('cmdb.errors.relation_type_taken', {}, 'code')
      }
      const position = Math.max(0, ...types.map((each) => each.position)) + 1
      return write(trx, actor, new RelationType().fill({ version: 0, position }), values)
    })
  },

  /** Throws StaleRecord, E_ROW_NOT_FOUND. */
  async update({ actor, code, seenVersion, values }: Edit): Promise<RelationType> {
    return inTransaction(async (trx) => {
      const type = await locked(trx, code, seenVersion)
      return write(trx, actor, type, values)
    })
  },

  /** Throws StaleRecord, E_ROW_NOT_FOUND, a Refusal while relations are of this type. */
  async remove({ actor, code, seenVersion }: Removal) {
    await inTransaction(async (trx) => {
      const type = await locked(trx, code, seenVersion)
      const used = await CiRelation.query({ client: trx }).where('relationTypeId', type.id).first()
      const past = await trx.from('past_ci_relations').where('relation_type_id', type.id).first()
      if (used || past) throw new Refusal('cmdb.errors.relation_type_used')
      await type.delete()
      await recordAudit(trx, {
        ...{ actor, subjectType: SUBJECT, subjectId: type.id, organisationId: null },
        action: 'relation_type.deleted',
        changes: [{ field: 'code', before: code, after: null }],
      })
      await raiseImpactVersion(trx, [EVERYTHING])
    })
  },
}

async function locked(trx: TransactionClientContract, code: string, seenVersion: number) {
  const type = await RelationType.query({ client: trx }).where({ code }).forUpdate().firstOrFail()
  await refuseStale(trx, SUBJECT, type, seenVersion)
  return type
}

async function write(
  trx: TransactionClientContract,
  actor: Actor,
  type: RelationType,
  { pairs, ...values }: RelationTypeValues
) {
  const isNew = !type.$isPersisted
  const hasNumber = values.defaultRule === 'at_least' || values.defaultRule === 'percent'
  // SQLite reads a boolean as 0 or 1, which is no change.
  const isCarriedByGroup = (
    Boolean(type.isCarriedByGroup) === values.isCarriedByGroup && !isNew
      ? type.isCarriedByGroup
      : values.isCarriedByGroup
  ) as boolean
  type.merge({
    ...values,
    isCarriedByGroup,
    defaultRuleValue: hasNumber ? values.defaultRuleValue : null,
  })
  const before = isNew
    ? []
    : await RelationTypePair.query({ client: trx }).where('relationTypeId', type.id)
  const changes = await saveVersioned(trx, type, {
    ...{ actor, subjectType: SUBJECT, organisationId: () => null },
    action: isNew ? 'relation_type.created' : 'relation_type.changed',
    also: pairChange(before, pairs),
  })
  if (changes.length === 0) return type
  await replacePairs(trx, type.id, pairs)
  await raiseImpactVersion(trx, [EVERYTHING])
  return type
}

async function replacePairs(trx: TransactionClientContract, typeId: number, pairs: ClassPair[]) {
  await trx.from('relation_type_pairs').where('relation_type_id', typeId).delete()
  const distinct = new Map(pairs.map((pair) => [textOf(pair), pair]))
  const rows = [...distinct.values()].map(({ sourceEnd, targetEnd }) => ({
    ...{ relationTypeId: typeId, sourceEnd, targetEnd },
  }))
  if (rows.length > 0) await RelationTypePair.createMany(rows, { client: trx })
}

function pairChange(before: readonly ClassPair[], after: readonly ClassPair[]): FieldChange[] {
  const [was, is] = [before, after].map((pairs) => [...new Set(pairs.map(textOf))].sort())
  if (String(was) === String(is)) return []
  return [{ field: 'pairs', before: was!.join('; ') || null, after: is!.join('; ') || null }]
}

function textOf({ sourceEnd, targetEnd }: ClassPair): string {
  return `${sourceEnd} → ${targetEnd}`
}
