import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** A class as lists, pages and the graph show it. */
export type CiClassFacts = {
  id: number
  code: string
  group: string
  labelRu: string
  labelEn: string
  icon: string
  isAbstract: boolean
  parentId: number | null
}

/** Hidden ones are not offered for new items. */
export type ListedClass = CiClassFacts & {
  isHidden: boolean
  version: number
  schemaVersion: number
}

type Row = {
  id: number
  code: string
  class_group: string
  label_ru: string
  label_en: string
  icon: string
  is_abstract: number
  is_hidden: number
  version: number
  schema_version: number
  parent_id: number | null
}

/** All classes in the order of the class tree. Plain rows: every list asks for all of them. */
export async function ciClassTable(
  client: QueryClientContract = db.connection()
): Promise<ListedClass[]> {
  const rows: Row[] = await client.from('ci_classes').orderBy('position').orderBy('id')
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    group: row.class_group,
    labelRu: row.label_ru,
    labelEn: row.label_en,
    icon: row.icon,
    isAbstract: Boolean(row.is_abstract),
    isHidden: Boolean(row.is_hidden),
    version: row.version,
    schemaVersion: Number(row.schema_version),
    parentId: row.parent_id,
  }))
}
