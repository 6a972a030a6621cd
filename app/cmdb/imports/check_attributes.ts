import type { ClassTree } from '#cmdb/imports/class_tree'
import { isLost, type ItemDraft } from '#cmdb/imports/item_draft'
import { currentOf } from '#cmdb/imports/known_items'
import { refuse } from '#cmdb/imports/read_attributes'
import { attributeField } from '#cmdb/workflow/field_names'
import { Refusal } from '#core/errors'

/**
 * What the item's form would refuse beside wrong values: names against the rule of the class, and
 * required attributes that a new item lacks or a known one would lose (CFG-13). New items get the
 * defaults of their class.
 */
export function checkAttributes(draft: ItemDraft, classes: ClassTree) {
  const classId = draft.item?.classId ?? draft.ciClass?.id
  if (isLost(draft) || classId === undefined) return
  const { definitions, checkName } = classes.schemaOf(classId)
  const { name } = draft.values
  if (typeof name === 'string' && name !== draft.item?.name) sayWrongName(draft, name, checkName)
  for (const definition of definitions) {
    if (definition.isRetired) continue
    const field = attributeField(definition.key)
    if (!draft.item && draft.values[field] === undefined && definition.defaultValue !== null) {
      const reading = classes.read(definition, definition.defaultValue)
      if ('value' in reading) draft.values[field] = reading.value
    }
    if (!definition.isRequired) continue
    const told = draft.values[field]
    const had = draft.item ? currentOf(draft.item, field) : null
    const isLacking = draft.item ? told === null && had !== null : (told ?? null) === null
    if (isLacking) refuse(draft, field, 'attribute.required')
  }
}

function sayWrongName(draft: ItemDraft, name: string, check: (name: string) => void) {
  try {
    check(name)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    draft.problems.push({ field: 'name', key: error.messageKey, params: error.params })
  }
}
