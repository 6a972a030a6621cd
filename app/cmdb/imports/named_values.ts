import type { ClassTree } from '#cmdb/imports/class_tree'
import { complain, type ItemDraft } from '#cmdb/imports/item_draft'
import type { ItemReferences } from '#cmdb/imports/item_references'
import type { KnownItems } from '#cmdb/imports/known_items'
import { refuse } from '#cmdb/imports/read_attributes'
import { isNumber, type RowsByName } from '#cmdb/imports/resolve_relations'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { attributeField, attributeKeyOf } from '#cmdb/workflow/field_names'
import { HOST_ATTRIBUTES } from '#cmdb/workflow/identifiers'

type Told = { draft: ItemDraft; definition: AttributeDefinition; field: string; text: string }

/** Whether the cell names an item by an attribute. */
export function isNamedItem(draft: ItemDraft, field: string, classes: ClassTree): boolean {
  return definitionOf(draft, field, classes)?.type === 'reference'
}

/** What people are called whom attributes name. */
export function namedPeople(drafts: readonly ItemDraft[], classes: ClassTree): string[] {
  return toldOf(drafts, classes, 'user').map(({ text }) => text)
}

/**
 * Items that attributes name, by number or by name in the organisation, of the class asked for: a row
 * of the file before an item that is known. What a row becomes is settled later.
 */
export function readNamedItems(
  drafts: readonly ItemDraft[],
  { classes, items, rows }: { classes: ClassTree; items: KnownItems; rows: RowsByName }
) {
  for (const { draft, definition, field, text } of toldOf(drafts, classes, 'reference')) {
    const { referenceClass } = definition
    const isOfClass = (classId: number) =>
      referenceClass === null || classes.lineageOf(classId).includes(referenceClass)
    const inFile = rowsNamed(draft, text, rows).filter(
      ({ ciClass }) => ciClass !== null && isOfClass(ciClass.id)
    )
    const known = itemsNamed(draft, text, items).filter(({ classId }) => isOfClass(classId))
    if (inFile[0] && inFile.length === 1) nameRow(draft, field, inFile[0])
    else if (inFile.length + known.length > 1) {
      complain(draft, field, 'several_targets', { name: text.slice(0, 80) })
    } else if (known[0]) take(draft, field, { id: known[0].id, label: known[0].name })
    else refuse(draft, field, 'attribute.unknown_reference')
  }
}

/** A host that is named has to be told apart before what runs on it. */
function nameRow(draft: ItemDraft, field: string, target: ItemDraft) {
  draft.named.push({ field, target })
  const isHost = HOST_ATTRIBUTES.some((key) => attributeField(key) === field)
  if (isHost) draft.host ??= { draft: target }
}

function rowsNamed({ organisation }: ItemDraft, text: string, rows: RowsByName) {
  return organisation && !isNumber(text) ? rows.find(organisation.id, text) : []
}

/** People that attributes name. */
export function referAttributes(
  drafts: readonly ItemDraft[],
  { classes, references }: { classes: ClassTree; references: ItemReferences }
) {
  for (const { draft, field, text } of toldOf(drafts, classes, 'user')) {
    if (!draft.organisation) continue
    const found = references.owner(draft.organisation.id, text)
    if (found === 'several') complain(draft, field, 'several_owner')
    else if (found) take(draft, field, found)
    else refuse(draft, field, 'attribute.unknown_user')
  }
}

function itemsNamed({ organisation }: ItemDraft, text: string, items: KnownItems) {
  if (isNumber(text)) return [items.byNumber(text)].filter((item) => item !== undefined)
  return organisation ? items.byName(organisation.id, text) : []
}

function take(draft: ItemDraft, field: string, { id, label }: { id: number; label: string }) {
  draft.values[field] = id
  draft.shown[field] = label
  draft.texts.delete(field)
}

function toldOf(drafts: readonly ItemDraft[], classes: ClassTree, type: 'reference' | 'user') {
  return drafts.flatMap((draft) =>
    [...draft.texts].flatMap(([field, text]): Told[] => {
      const definition = definitionOf(draft, field, classes)
      const isTold = definition?.type === type && !definition.isRetired
      return isTold ? [{ draft, definition, field, text }] : []
    })
  )
}

function definitionOf(draft: ItemDraft, field: string, classes: ClassTree) {
  const classId = draft.ciClass?.id ?? draft.item?.classId
  const key = attributeKeyOf(field)
  return classId === undefined || key === null ? undefined : classes.attributesOf(classId).get(key)
}
