import { requestAttributeIndex } from '#cmdb/actions/request_attribute_index'
import { newSchemaVersion } from '#cmdb/actions/lock_class_tree'
import CiClass from '#cmdb/models/ci_class'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import type { CiClassGroup } from '#cmdb/models/ci_types'
import { isIndexed } from '#cmdb/workflow/indexed_values'
import { BASE_CLASS, CI_CLASS_CATALOGUE } from '#database/reference/ci_classes/catalogue'
import type { AttributeSeed, CiClassSeed } from '#database/reference/ci_classes/define'
import { IDENTIFIERS, LIFECYCLES } from '#database/reference/ci_classes/identifiers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isDeepStrictEqual } from 'node:util'

type PlacedClass = CiClassSeed & { group: string; position: number }

/**
 * Adds the classes and attributes that are missing and brings those of classes nobody edited to the
 * state of this version (CFG-02). What an administrator made of a class stays; keys and types never
 * change.
 */
export async function syncCiClasses() {
  await db.transaction(async (trx) => {
    const classes = new Map((await CiClass.query({ client: trx })).map((each) => [each.code, each]))
    let isChanged = false
    for (const seed of parentsFirst(placedClasses())) {
      const known = classes.get(seed.code)
      const ciClass = known ?? new CiClass().fill({ code: seed.code, version: 1 })
      const isOurs = !known?.isCustomised
      isChanged = (await syncClass(trx, ciClass, seed, classes)) || isChanged
      classes.set(seed.code, ciClass)
      isChanged = (await syncAttributes(trx, ciClass, seed.attributes, isOurs)) || isChanged
    }
    if (isChanged) await trx.from('ci_classes').increment('schema_version', newSchemaVersion())
  })
}

function placedClasses(): PlacedClass[] {
  const groups = Object.entries(CI_CLASS_CATALOGUE)
  const classes = groups.flatMap(([group, seeds], groupAt) =>
    seeds.map((seed, at) => ({ ...seed, group, position: (groupAt + 1) * 100 + at }))
  )
  return [{ ...BASE_CLASS, group: 'base', position: 0 }, ...classes]
}

function parentsFirst(classes: PlacedClass[]): PlacedClass[] {
  const base = classes.filter((seed) => seed.parent === null)
  const abstract = classes.filter((seed) => seed.parent !== null && seed.isAbstract)
  return [...base, ...abstract, ...classes.filter((seed) => !seed.isAbstract)]
}

async function syncClass(
  trx: TransactionClientContract,
  ciClass: CiClass,
  seed: PlacedClass,
  classes: Map<string, CiClass>
): Promise<boolean> {
  const shipped = {
    ...{ labelRu: seed.labelRu, labelEn: seed.labelEn, icon: seed.icon },
    ...{ isAbstract: seed.isAbstract, classGroup: seed.group, position: seed.position },
    parentId: seed.parent === null ? null : classes.get(seed.parent)!.id,
    identifiers: IDENTIFIERS[seed.code] ?? null,
    lifecycle: seed.lifecycle ?? LIFECYCLES[seed.group as CiClassGroup] ?? 'hardware',
  }
  return saveDifference(trx, ciClass, {
    ...(ciClass.isCustomised ? {} : shipped),
    isBuiltin: true,
  })
}

async function syncAttributes(
  trx: TransactionClientContract,
  ciClass: CiClass,
  seeds: AttributeSeed[],
  isOurs: boolean
): Promise<boolean> {
  const present = await CiClassAttribute.query({ client: trx }).where('ciClassId', ciClass.id)
  const byKey = new Map(present.map((each) => [each.key, each]))
  let isChanged = false
  for (const [position, { key, type, ...settings }] of seeds.entries()) {
    const known = byKey.get(key)
    if (known && known.type !== type) continue
    const attribute = known ?? new CiClassAttribute().fill({ ciClassId: ciClass.id, key, type })
    const wasIndexed = known !== undefined && isIndexed(known)
    const shipped = !known || isOurs ? { ...settings, position } : {}
    if (!(await saveDifference(trx, attribute, { ...shipped, isBuiltin: true }))) continue
    isChanged = true
    if (isIndexed(attribute) !== wasIndexed) await startIndex(trx, attribute)
  }
  return isChanged
}

async function startIndex(trx: TransactionClientContract, attribute: CiClassAttribute) {
  const classes = await trx.from('ci_classes').select('id', 'parent_id as parentId')
  await requestAttributeIndex(trx, classes, attribute)
}

async function saveDifference(
  trx: TransactionClientContract,
  row: CiClass | CiClassAttribute,
  wanted: Record<string, unknown>
): Promise<boolean> {
  const now = row as unknown as Record<string, unknown>
  const different = Object.entries(wanted).filter(
    ([field, value]) => !isDeepStrictEqual(now[field] ?? null, value ?? null)
  )
  if (different.length === 0 && row.$isPersisted) return false
  await row.useTransaction(trx).merge(Object.fromEntries(different)).save()
  return true
}
