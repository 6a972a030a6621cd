import { changeClass } from '#cmdb/actions/change_class'
import {
  CI_CLASS_SUBJECT,
  classOfTree,
  lockClassTree,
  newSchemaVersion,
  raiseSchemaVersion,
} from '#cmdb/actions/lock_class_tree'
import {
  BadSetting,
  ClassBelowItself,
  ClassHasChildren,
  ClassHasItems,
  ClassReferredTo,
  KeyTaken,
  ShippedStays,
} from '#cmdb/errors'
import CiClass from '#cmdb/models/ci_class'
import { IDENTIFYING_COLUMNS, type CiLifecycle } from '#cmdb/models/ci_types'
import { countItemsBelow } from '#cmdb/queries/class_counts'
import { identifyingKeys } from '#cmdb/queries/class_keys'
import { branchOf, chainOf } from '#cmdb/workflow/class_tree'
import { compilePattern } from '#cmdb/workflow/pattern'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type ClassValues = {
  labelRu: string
  labelEn: string
  descriptionRu: string | null
  descriptionEn: string | null
  icon: string
  parentId: number
  isAbstract: boolean
  isHidden: boolean
  isChangeControlled: boolean
  lifecycle: CiLifecycle
  /** Days of rest after which its items go into the archive; null: as the class above says. */
  archiveAfterDays: number | null
  namingRule: string | null
  namingHintRu: string | null
  namingHintEn: string | null
  /** Ordered lists of keys; null takes those of the class above. */
  identifiers: string[][] | null
}
type NewClass = { actor: Actor; values: ClassValues & { code: string } }
type Change = { actor: Actor; classId: number; seenVersion: number; values: ClassValues }
type Removal = { actor: Actor; classId: number; seenVersion: number }

/** The tree of classes (CFG-02). */
export const saveCiClass = {
  /** Throws KeyTaken, ReferenceNotFound, BadSetting. */
  async create({ actor, values }: NewClass): Promise<CiClass> {
    return inTransaction(async (trx) => {
      const classes = await lockClassTree(trx)
      if (classes.some(({ code }) => code === values.code)) throw new KeyTaken('code')
      const parent = classes.find(({ id }) => id === values.parentId)
      if (!parent) throw new ReferenceNotFound('parentId')
      const { classGroup, position } = parent
      const ciClass = new CiClass().fill({
        ...values,
        ...{ classGroup, position, version: 0, schemaVersion: newSchemaVersion() },
        ...{ isBuiltin: false, isCustomised: true },
      })
      await refuseBadRules(trx, [...classes], ciClass)
      await saveVersioned(trx, ciClass, {
        ...{ actor, subjectType: CI_CLASS_SUBJECT, organisationId: () => null },
        action: 'ci_class.created',
      })
      return ciClass
    })
  },

  /** Throws StaleRecord, ReferenceNotFound, ClassBelowItself, ClassHasItems, BadSetting. */
  async change({ values, ...change }: Change): Promise<CiClass> {
    return changeClass(change, 'ci_class.changed', async ({ trx, classes, ciClass }) => {
      await refuseMove(trx, classes, ciClass, values)
      const parent = classes.find(({ id }) => id === values.parentId)
      const isMoved = ciClass.parentId !== null && ciClass.parentId !== values.parentId
      ciClass.merge({ ...values, parentId: ciClass.parentId === null ? null : values.parentId })
      if (isMoved) ciClass.merge({ classGroup: parent!.classGroup, position: parent!.position })
      await refuseBadRules(trx, classes, ciClass)
      return []
    })
  },

  /** Throws StaleRecord, ShippedStays, ClassHasItems, ClassHasChildren, ClassReferredTo. */
  async remove({ actor, classId, seenVersion }: Removal) {
    await inTransaction(async (trx) => {
      const classes = await lockClassTree(trx)
      const ciClass = await classOfTree(trx, classes, classId, seenVersion)
      if (ciClass.isBuiltin) throw new ShippedStays('class')
      const items = await countItemsBelow(trx, [classId])
      if (items > 0) throw new ClassHasItems(items)
      const children = classes.filter(({ parentId }) => parentId === classId).length
      if (children > 0) throw new ClassHasChildren(children)
      const references = await trx
        .from('ci_class_attributes')
        .where('reference_class', ciClass.code)
        .whereNot('ci_class_id', classId)
      if (references.length > 0) throw new ClassReferredTo(references.length)

      await raiseSchemaVersion(trx, classes, classId)
      await ciClass.delete()
      await recordAudit(trx, {
        ...{ actor, subjectType: CI_CLASS_SUBJECT, subjectId: classId, organisationId: null },
        action: 'ci_class.deleted',
        changes: [{ field: 'code', before: ciClass.code, after: null }],
      })
    })
  },
}

/** Where a class stands and whether items can be of it decides what its items are: only without any. */
async function refuseMove(
  trx: TransactionClientContract,
  classes: CiClass[],
  ciClass: CiClass,
  { parentId, isAbstract }: ClassValues
) {
  const isMoved = ciClass.parentId !== null && parentId !== ciClass.parentId
  if (isMoved) {
    const parent = classes.find(({ id }) => id === parentId)
    if (!parent) throw new ReferenceNotFound('parentId')
    const branch = branchOf(classes, ciClass.id)
    if (branch.includes(parentId)) throw new ClassBelowItself(ringOf(classes, ciClass, parentId))
    const items = await countItemsBelow(trx, branch)
    if (items > 0) throw new ClassHasItems(items, 'parentId')
    await refuseTwiceDefined(trx, classes, branch, parentId)
  }
  if (isAbstract && !ciClass.isAbstract) {
    const items = await countItemsBelow(trx, [ciClass.id])
    if (items > 0) throw new ClassHasItems(items, 'isAbstract')
  }
}

function ringOf(classes: CiClass[], { id, code }: CiClass, parentId: number): string {
  const chain = chainOf(classes, parentId)
  const way = chain.slice(0, chain.findIndex((each) => each.id === id) + 1)
  return [code, ...way.map((each) => each.code)].join(' → ')
}

/** A key is defined once on the way from a class up to the base. */
async function refuseTwiceDefined(
  trx: TransactionClientContract,
  classes: CiClass[],
  branch: number[],
  parentId: number
) {
  const above = chainOf(classes, parentId).map(({ id }) => id)
  const keys = await trx.from('ci_class_attributes').whereIn('ci_class_id', above).select('key')
  const same = await trx
    .from('ci_class_attributes')
    .whereIn('ci_class_id', branch)
    .whereIn(
      'key',
      keys.map(({ key }) => key)
    )
    .first()
  if (same) throw new BadSetting('parentId', 'twice_defined', { key: same.key })
}

async function refuseBadRules(
  trx: TransactionClientContract,
  classes: CiClass[],
  { id, namingRule, identifiers, parentId }: CiClass
) {
  if (namingRule !== null && !compilePattern(namingRule)) {
    throw new BadSetting('namingRule', 'pattern')
  }
  if (!identifiers) return
  const known = new Set<string>(IDENTIFYING_COLUMNS)
  for (const key of await identifyingKeys(trx, classes, id ?? parentId!)) known.add(key)
  const unknown = identifiers.flat().find((key) => !known.has(key))
  if (unknown) throw new BadSetting('identifiers', 'unknown_key', { key: unknown })
}
