import type { ClassTree } from '#cmdb/imports/class_tree'
import { complain, type ItemDraft } from '#cmdb/imports/item_draft'
import {
  holdsSeveral,
  SECRET_MASK,
  type AttributeDefinition,
  type AttributeInputValue,
} from '#cmdb/workflow/attribute_types'
import { attributeField, attributeKeyOf } from '#cmdb/workflow/field_names'

/** Values that are ids of records: files name those by number, name or e-mail. */
export function isNamed({ type }: AttributeDefinition): boolean {
  return type === 'reference' || type === 'user'
}

/**
 * Reads the attributes a row tells by the rules of the class. A secret never shows in a preview; one
 * that comes back masked, as files of problems give it, is not told. Records are found later.
 */
export function readAttributes(draft: ItemDraft, classId: number, classes: ClassTree) {
  const known = classes.attributesOf(classId)
  for (const [field, text] of draft.texts) {
    const key = attributeKeyOf(field)
    if (key === null) continue
    const definition = known.get(key)
    if (!definition) complain(draft, field, 'not_of_class')
    else if (definition.isRetired) refuse(draft, field, 'attribute.retired')
    else if (!isNamed(definition)) readOne(draft, definition, text, classes)
  }
}

function readOne(
  draft: ItemDraft,
  definition: AttributeDefinition,
  text: string,
  classes: ClassTree
) {
  const field = attributeField(definition.key)
  const isSecret = definition.type === 'secret'
  if (isSecret && text === SECRET_MASK) return void draft.texts.delete(field)
  const reading = classes.read(definition, spoken(text, definition))
  if (isSecret) draft.shown[field] = SECRET_MASK
  if ('value' in reading) draft.values[field] = reading.value
  else {
    if (isSecret) draft.texts.set(field, SECRET_MASK)
    refuse(draft, field, reading.problem.key, reading.problem.params)
  }
}

/** What the form of the item would say of the value. */
export function refuse(
  draft: ItemDraft,
  field: string,
  key: string,
  params: Record<string, string | number> = {}
) {
  draft.problems.push({ field, key: `cmdb.errors.${key}`, params })
}

const YES = new Set(['да', 'yes', 'true', '1', 'y', '+', 'истина', 'есть'])
const NO = new Set(['нет', 'no', 'false', '0', 'n', '-', 'ложь'])
const BETWEEN_CHOICES = /[;|\n]/
const BETWEEN_VALUES = /[;,|\n]/

/** Spreadsheets say yes, days and choices in words of their own. */
function spoken(text: string, definition: AttributeDefinition): AttributeInputValue {
  const plain = text.trim().toLowerCase()
  if (holdsSeveral(definition)) {
    const names = text.split(definition.isMultiple ? BETWEEN_VALUES : BETWEEN_CHOICES)
    const told = names.map((name) => name.trim()).filter(Boolean)
    return definition.isMultiple ? told : told.map((name) => choiceOf(name, definition))
  }
  switch (definition.type) {
    case 'bool':
      return YES.has(plain) ? 'true' : NO.has(plain) ? 'false' : text
    case 'date':
      return spokenDay(text, plain)
    case 'enum':
      return choiceOf(text, definition)
    default:
      return text
  }
}

function spokenDay(text: string, plain: string): string {
  const russian = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(plain)
  if (!russian) return text.slice(0, 10)
  const [, day = '', month = '', year = ''] = russian
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** An option by its value or its label in either language. */
function choiceOf(text: string, { options }: AttributeDefinition): string {
  const plain = text.trim().toLowerCase()
  const isIt = (word: string) => word.toLowerCase() === plain
  const exact = options?.find(({ value }) => value === text.trim())
  const found = exact ?? options?.find((each) => Object.values(each).some(isIt))
  return found?.value ?? text.trim()
}
