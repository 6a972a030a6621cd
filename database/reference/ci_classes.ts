import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { BASE_CLASS, CI_CLASS_CATALOGUE } from '#database/reference/ci_classes/catalogue'
import type { AttributeSeed, CiClassSeed } from '#database/reference/ci_classes/define'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type PlacedClass = CiClassSeed & { group: string; position: number }

/**
 * Adds the classes and attributes that are missing (CFG-02). Labels and icons that an administrator
 * changed stay; keys and types never change.
 */
export async function syncCiClasses() {
  await db.transaction(async (trx) => {
    const idOf = await readIds(trx)
    for (const seed of parentsFirst(placedClasses())) {
      if (!idOf.has(seed.code)) idOf.set(seed.code, await insertClass(trx, seed, idOf))
    }
    await insertAttributes(trx, idOf)
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

async function readIds(trx: TransactionClientContract): Promise<Map<string, number>> {
  const rows = await trx.from('ci_classes').select('id', 'code')
  return new Map(rows.map((row) => [row.code, Number(row.id)]))
}

async function insertClass(
  trx: TransactionClientContract,
  seed: PlacedClass,
  idOf: Map<string, number>
) {
  const now = toSqlUtc(clock.now())
  const [id] = await trx.table('ci_classes').insert({
    code: seed.code,
    class_group: seed.group,
    parent_id: seed.parent === null ? null : idOf.get(seed.parent)!,
    label_ru: seed.labelRu,
    label_en: seed.labelEn,
    icon: seed.icon,
    is_abstract: seed.isAbstract,
    position: seed.position,
    created_at: now,
    updated_at: now,
  })
  return Number(id)
}

async function insertAttributes(trx: TransactionClientContract, idOf: Map<string, number>) {
  const rows = await trx.from('ci_class_attributes').select('ci_class_id', 'key')
  const known = new Set(rows.map((row) => `${row.ci_class_id}/${row.key}`))
  const missing = placedClasses().flatMap(({ code, attributes }) =>
    attributes
      .map((attribute, position) => toAttributeRow(idOf.get(code)!, attribute, position))
      .filter((row) => !known.has(`${row.ci_class_id}/${row.key}`))
  )
  if (missing.length > 0) await trx.table('ci_class_attributes').multiInsert(missing)
}

function toAttributeRow(classId: number, attribute: AttributeSeed, position: number) {
  return {
    ci_class_id: classId,
    key: attribute.key,
    type: attribute.type,
    label_ru: attribute.labelRu,
    label_en: attribute.labelEn,
    unit: attribute.unit,
    is_required: false,
    options: attribute.options === null ? null : JSON.stringify(attribute.options),
    position,
  }
}
