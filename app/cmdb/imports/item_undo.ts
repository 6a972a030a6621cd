import type { FieldOrigin } from '#cmdb/workflow/authority'
import type { Plain } from '#core/errors'

/** What taking a row of an import of items back needs. */
export type ItemUndo = {
  isNew: boolean
  fields: {
    field: string
    /** What the page calls it. */
    column: string
    before: Plain
    after: Plain
    origin: FieldOrigin | null
  }[]
  relations: { typeId: number; typeCode: string; sourceId: number; targetId: number }[]
}
