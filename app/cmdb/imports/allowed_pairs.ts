import type { ClassTree } from '#cmdb/imports/class_tree'
import { complain, type ItemDraft, type PlannedRelation } from '#cmdb/imports/item_draft'
import RelationType from '#cmdb/models/relation_type'
import RelationTypePair from '#cmdb/models/relation_type_pair'
import { isPairAllowed, type ClassLine, type ClassPair } from '#cmdb/workflow/class_pairs'

/** Relations between classes that their type does not link are refused, as in the form (CFG-06). */
export async function refuseWrongPairs(drafts: readonly ItemDraft[], classes: ClassTree) {
  if (drafts.every(({ relations }) => relations.length === 0)) return
  const types = await RelationType.query().select('id', 'code')
  const pairs = Map.groupBy(await RelationTypePair.query().orderBy('id'), (pair) => {
    return types.find(({ id }) => id === pair.relationTypeId)?.code
  })
  for (const draft of drafts) {
    for (const relation of draft.relations) {
      const allowed = pairs.get(relation.typeCode) ?? []
      if (!isAllowed(draft, relation, { allowed, classes })) {
        complain(draft, relation.field, 'wrong_pair')
      }
    }
  }
}

type Rules = { allowed: readonly ClassPair[]; classes: ClassTree }

function isAllowed(
  draft: ItemDraft,
  { target, isSource }: PlannedRelation,
  { allowed, classes }: Rules
): boolean {
  const near = lineOf(draft.item?.classId ?? draft.ciClass?.id, classes)
  const farId =
    'item' in target
      ? target.item.classId
      : (target.draft.item?.classId ?? target.draft.ciClass?.id)
  const far = lineOf(farId, classes)
  if (!near || !far) return true
  return isSource ? isPairAllowed(allowed, near, far) : isPairAllowed(allowed, far, near)
}

function lineOf(classId: number | undefined, classes: ClassTree): ClassLine | null {
  if (classId === undefined) return null
  return { codes: classes.lineageOf(classId), group: classes.byId(classId).group }
}
