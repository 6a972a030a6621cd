import {
  loadNames,
  LOCKED_FIELD,
  type Names,
  type ShownValue,
} from '#cmdb/queries/item_value_names'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { relationOf } from '#cmdb/workflow/item_past'
import { chainOf } from '#cmdb/workflow/class_tree'
import { SECRET_MASK } from '#cmdb/workflow/attribute_types'
import { documentTexts, type DocumentTexts } from '#core/documents/document_texts'
import { fromMinor } from '#core/money'
import type { FieldChange, Plain } from '#core/errors'
import type { Principal } from '#directory/queries/principal'

export type ShownChange = {
  field: string
  label: string
  before: ShownValue | null
  after: ShownValue | null
}
/** `classCode` decides which of several attributes of one key is meant. */
export type Told = { classCode: string | null; changes: readonly FieldChange[] }

const CODED: Record<string, string> = {
  status: 'status',
  environment: 'environment',
  criticality: 'criticality',
  operationalState: 'operational',
  isChangeControlled: 'bool',
  correctedGuard: 'lifecycle_guard',
}
const MOMENT = /^\d{4}-\d{2}-\d{2}T/

/**
 * Changes of items in the reader's language: names of fields, options and records instead of keys
 * and ids, secrets masked, what the reader may not see unnamed. A few statements for all of them.
 */
export async function describeChanges(
  told: readonly Told[],
  principal: Principal
): Promise<ShownChange[][]> {
  const names = await loadNames(
    told.flatMap(({ changes }) => changes),
    principal
  )
  const texts = documentTexts(principal.locale, principal.timeZone)
  return told.map(({ classCode, changes }) =>
    changes.map((change) => describe(change, { classCode, names, texts }))
  )
}

type Words = { classCode: string | null; names: Names; texts: DocumentTexts }

function describe(change: FieldChange, words: Words): ShownChange {
  const { field, before, after } = change
  return {
    field,
    label: labelOf(change, words),
    before: valueOf(field, before, words),
    after: valueOf(field, after, words),
  }
}

function labelOf({ field, before, after }: FieldChange, words: Words): string {
  const { names, texts } = words
  const relation = field === 'relation' ? relationOf(after ?? before) : null
  if (relation) {
    const type = names.relationTypes.get(relation.type)
    return type ? texts.pick(type[relation.direction]) : relation.type
  }
  return fieldLabel(field, words)
}

function fieldLabel(field: string, words: Words): string {
  const definition = definitionOf(field, words)
  if (definition) return words.texts.pick({ ru: definition.labelRu, en: definition.labelEn })
  return attributeKeyOf(field) ?? words.texts.i18n.t(`fields.${field}`)
}

function valueOf(field: string, value: Plain, words: Words): ShownValue | null {
  if (value === null || value === '') return null
  const { names, texts } = words
  const relation = field === 'relation' ? relationOf(value) : null
  if (relation) return names.items.get(relation.itemId) ?? hidden(texts)
  if (attributeKeyOf(field) !== null) return attributeValue(field, value, words)
  if (field === LOCKED_FIELD) return plain(fieldLabel(String(value), words))
  const records = names.records[field]
  if (records) return plain(records.get(String(value)) ?? `#${String(value)}`)
  const coded = CODED[field]
  return plain(coded ? texts.i18n.t(`cmdb.${coded}.${String(value)}`) : asText(value, texts))
}

function attributeValue(field: string, value: Plain, words: Words): ShownValue {
  const { names, texts } = words
  const definition = definitionOf(field, words)
  switch (definition?.type) {
    case 'secret':
      return plain(SECRET_MASK)
    case 'bool':
      return plain(texts.i18n.t(`cmdb.bool.${String(value)}`))
    case 'date':
      return plain(texts.date(String(value)))
    case 'reference':
      return names.items.get(Number(value)) ?? hidden(texts)
    case 'user':
      return names.people.get(Number(value)) ?? hidden(texts)
    case 'enum':
    case 'multi_enum':
      return plain(
        [value]
          .flat()
          .map((each) => optionText(definition.options, String(each), texts))
          .join(', ')
      )
    default:
      return plain(`${asText(value, texts)} ${unitOf(definition?.unit ?? null, texts)}`.trim())
  }
}

function optionText(
  options: { value: string; labelRu: string; labelEn: string }[] | null,
  value: string,
  { pick }: DocumentTexts
): string {
  const option = options?.find((each) => each.value === value)
  return option ? pick({ ru: option.labelRu, en: option.labelEn }) : value
}

function unitOf(unit: string | null, { i18n }: DocumentTexts): string {
  if (unit === null) return ''
  const key = `cmdb.unit.${unit}`
  // Signs such as % are the same in every language and have no entry.
  return i18n.hasMessage(key) ? i18n.t(key) : unit
}

function asText(value: Plain, { moment }: DocumentTexts): string {
  if (Array.isArray(value)) return value.map(String).join(', ')
  if (value !== null && typeof value === 'object') {
    const { amountMinor, currency } = value
    return amountMinor === undefined
      ? JSON.stringify(value)
      : `${fromMinor(Number(amountMinor))} ${String(currency)}`
  }
  return MOMENT.test(String(value)) ? moment(String(value)) : String(value)
}

/** The attribute as the item's class has it, or any of that key when the class has none by now. */
function definitionOf(field: string, { classCode, names }: Words) {
  const found = names.definitions.get(attributeKeyOf(field) ?? '') ?? []
  if (found.length < 2) return found[0]
  const id = names.classes.find(({ code }) => code === classCode)?.id
  const chain = id === undefined ? [] : chainOf(names.classes, id).map((each) => each.id)
  return found.find(({ classId }) => chain.includes(classId)) ?? found[0]
}

function plain(text: string): ShownValue {
  return { text, number: null }
}

function hidden({ i18n }: DocumentTexts): ShownValue {
  return plain(i18n.t('cmdb.item.hidden_item'))
}
