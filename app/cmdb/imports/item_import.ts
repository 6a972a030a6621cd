import { itemFields } from '#cmdb/imports/item_fields'
import { planItemImport } from '#cmdb/imports/plan_item_import'
import { undoItemImport } from '#cmdb/imports/undo_item_import'
import { offerImport } from '#core/imports/import_kinds'

export const ITEM_IMPORT = 'configuration_items'

/** Items with their attributes, references and relations, from a table (CFG-09, DSC-05). */
export function offerItemImport() {
  offerImport({ key: ITEM_IMPORT, fields: itemFields, plan: planItemImport, undo: undoItemImport })
}
