import { impactChangesOf } from '#cmdb/actions/impact_changes_of'
import { EVERYTHING, type ImpactChange } from '#cmdb/actions/raise_impact_version'
import type { RelationEnd } from '#cmdb/actions/record_relation'
import type { ChangedItem } from '#cmdb/actions/write_items'
import type { RelationRow } from '#cmdb/actions/write_relations'
import { columnOf } from '#cmdb/imports/compare_items'
import type { ItemDraft } from '#cmdb/imports/item_draft'
import type { ItemUndo } from '#cmdb/imports/item_undo'
import type { FieldOrigins } from '#cmdb/workflow/authority'
import type { Plain } from '#core/errors'
import type { RowProblem } from '#core/imports/import_types'

/** More than this is not worth telling one by one. */
const MOST_CHANGES = 400

/** What the graph of impacts has to read anew; everything where it is much. */
export function changesOf(
  written: readonly ItemDraft[],
  ends: ReadonlyMap<number, RelationEnd>,
  related: ReadonlyMap<number, RelationRow[]>
): ImpactChange[] {
  const items = written.map(({ row }) => ({ kind: 'item' as const, recordId: ends.get(row)!.id }))
  const relations = [...related.values()]
    .flat()
    .flatMap(({ typeCode, source, target }) =>
      impactChangesOf({ sourceId: source.id, targetId: target.id }, typeCode)
    )
  const changes = [...items, ...relations]
  return changes.length > MOST_CHANGES ? [EVERYTHING] : changes
}

/** Somebody took the only value since the preview. */
export function takenProblem(field: string): RowProblem {
  return { field, key: 'cmdb.errors.attribute.taken', params: {} }
}

export function toNewItem({ ciClass, organisation, writes }: ItemDraft) {
  return { classId: ciClass!.id, organisationId: organisation!.id, writes }
}

export function toChange({ item, writes }: ItemDraft) {
  return { itemId: item!.id, version: item!.version, writes }
}

type Done = {
  before: ChangedItem | undefined
  origins: ReadonlyMap<number, FieldOrigins>
  relations: RelationRow[] | undefined
}

/** What taking the written row back needs. */
export function undoOf(
  { item, writes }: ItemDraft,
  { before, origins, relations = [] }: Done
): Plain {
  const ends = relations.map(({ typeId, typeCode, source, target }) => ({
    ...{ typeId, typeCode, sourceId: source.id, targetId: target.id },
  }))
  const fields = Object.keys(before?.before ?? {}).map((field) => ({
    ...{ field, column: columnOf(field), before: before!.before[field]!, after: writes[field]! },
    origin: (item && origins.get(item.id)?.[field]) ?? null,
  }))
  return { isNew: item === null, fields, relations: ends } satisfies ItemUndo as unknown as Plain
}
