import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { CI_STATUSES, CRITICALITIES, ENVIRONMENTS } from '#cmdb/models/ci_types'
import {
  EDITABLE_FIELDS,
  isSharedAttribute,
  modesOfAttribute,
  type EditableField,
  type EditMode,
  type FieldEdit,
} from '#cmdb/workflow/bulk_edit'
import type { ClassSchema } from '#cmdb/workflow/class_schema'
import { splitTags, tagsOf, tagText } from '#cmdb/workflow/tags'
import { Refusal } from '#core/errors'

type Value = FieldEdit['value']

const CHOICES: Partial<Record<EditableField, readonly (string | number)[]>> = {
  ...{ status: CI_STATUSES, environment: ENVIRONMENTS, criticality: CRITICALITIES },
}
const LONGEST: Partial<Record<EditableField, number>> = {
  ...{ vendor: 120, model: 120, description: 5000 },
}

/**
 * Edits as they come from the form, with values as items keep them; attributes are those of the class
 * that all items share.
 * @throws Refusal on `edits.<n>.field` or `.value` where one does not fit or stands twice
 */
export function readFieldEdits(given: readonly FieldEdit[], schema: ClassSchema): FieldEdit[] {
  const seen = new Set<string>()
  return given.map((edit, index) => {
    const place = `edits.${index}`
    if (seen.has(edit.field)) throw new Refusal('bulk_edits.refusals.twice', {}, `${place}.field`)
    seen.add(edit.field)
    if (!modesOf(edit.field, schema).includes(edit.mode)) {
      throw new Refusal('bulk_edits.refusals.field', {}, `${place}.field`)
    }
    if (edit.mode === 'clear') return { ...edit, value: null }
    if (isEmpty(edit.value)) throw refused(place, 'bulk_edits.refusals.no_value')
    return { ...edit, value: readValue(edit, schema, place) }
  })
}

function modesOf(field: string, { byKey }: ClassSchema): readonly EditMode[] {
  const key = attributeKeyOf(field)
  if (key === null) return EDITABLE_FIELDS[field as EditableField] ?? []
  const definition = byKey.get(key)
  return definition && isSharedAttribute(definition) ? modesOfAttribute(definition) : []
}

function readValue(edit: FieldEdit, schema: ClassSchema, place: string): Value {
  const key = attributeKeyOf(edit.field)
  const field = edit.field as EditableField
  try {
    if (key !== null) {
      // Each item's own class reads it again: it may ask for more.
      schema.edit({}, { [key]: edit.value })
      return edit.value
    }
    if (field === 'tags') return tagsOf(tagText([edit.value].flat().map(String).flatMap(splitTags)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw refused(place, error.messageKey, error.params)
  }
  const choices = CHOICES[field]
  if (choices) {
    const chosen = choices.find((each) => String(each) === String(edit.value))
    if (chosen === undefined) throw refused(place, 'bulk_edits.refusals.value')
    return chosen
  }
  if (field.endsWith('Id')) {
    const id = Number(edit.value)
    if (!Number.isInteger(id) || id < 1) throw refused(place, 'bulk_edits.refusals.value')
    return id
  }
  const text = String(edit.value).trim()
  const max = LONGEST[field]!
  if (text.length > max) throw refused(place, 'bulk_edits.refusals.too_long', { max })
  return text
}

function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.every((each) => each.trim() === '')
  return value === null || String(value).trim() === ''
}

function refused(place: string, key: string, params: Refusal['params'] = {}): Refusal {
  return new Refusal(key, params, `${place}.value`)
}
