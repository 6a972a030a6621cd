import {
  holdsSeveral,
  type AttributeDefinition,
  type AttributeInputValue,
} from '#cmdb/workflow/attribute_types'
import { tagsOf, tagText } from '#cmdb/workflow/tags'
import type { Plain } from '#core/errors'

/** What is done with a field: a new value, none, or values more and less where it has several. */
export const EDIT_MODES = ['set', 'clear', 'add', 'remove'] as const
export type EditMode = (typeof EDIT_MODES)[number]

/** `field` is a name of `EDITABLE_FIELDS`, or `attributes.<key>`; `value` is null for `clear`. */
export type FieldEdit = { field: string; mode: EditMode; value: AttributeInputValue | null }

const EITHER = ['set', 'clear'] as const
const SEVERAL = ['add', 'remove', 'set', 'clear'] as const

/** Fields of every item that many can share; what tells one item from another is not among them. */
export const EDITABLE_FIELDS = {
  ...{ status: ['set'], environment: ['set'], criticality: ['set'] },
  ...{ siteId: EITHER, supportTeamId: EITHER, changeTeamId: EITHER, ownerPersonId: EITHER },
  ...{ serviceId: EITHER, vendor: EITHER, model: EITHER, description: EITHER, tags: SEVERAL },
} as const satisfies Record<string, readonly EditMode[]>
export type EditableField = keyof typeof EDITABLE_FIELDS

/** Secrets, values that only one item may have and what is retired are edited item by item. */
export function isSharedAttribute({ type, uniqueScope, isRetired }: AttributeDefinition): boolean {
  return type !== 'secret' && uniqueScope === null && !isRetired
}

export function modesOfAttribute(definition: AttributeDefinition): EditMode[] {
  const { isRequired } = definition
  if (holdsSeveral(definition)) return isRequired ? ['add', 'remove', 'set'] : [...SEVERAL]
  return isRequired ? ['set'] : [...EITHER]
}

/** The column's value after the edit. Throws Refusal when an item would have too many tags. */
export function editColumn({ field, mode, value }: FieldEdit, current: Plain): Plain {
  if (mode === 'clear') return null
  if (field !== 'tags') return value
  return tagText(several(mode, tagsOf(current as string | null), value))
}

/** What the attribute's form field would hold after the edit; null clears. */
export function editAttribute(
  { mode, value }: FieldEdit,
  current: unknown
): AttributeInputValue | null {
  if (mode === 'clear') return null
  if (mode === 'set') return value
  return several(mode, Array.isArray(current) ? current.map(String) : [], value)
}

function several(mode: EditMode, current: readonly string[], value: FieldEdit['value']): string[] {
  const given = [value ?? []].flat().map(String)
  if (mode === 'add') return [...new Set([...current, ...given])]
  return mode === 'remove' ? current.filter((each) => !given.includes(each)) : given
}
