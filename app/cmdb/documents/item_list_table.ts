import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { NamedValue } from '#cmdb/queries/item_attributes'
import {
  SECRET_MASK,
  type AttributeDefinition,
  type MoneyValue,
} from '#cmdb/workflow/attribute_types'
import { ATTRIBUTE_FIELD } from '#cmdb/workflow/list_conditions'
import type { Cell, DocumentTable } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'

type List = {
  rows: ConfigurationItem[]
  columns: string[]
  shown: readonly AttributeDefinition[]
  nameOf: (definition: AttributeDefinition, value: unknown) => NamedValue | null
}

/** The list with the columns its reader chose; of a secret a file only says that there is one. */
export function itemListTable(list: List, texts: DocumentTexts): DocumentTable {
  const byColumn = new Map(list.shown.map((each) => [`${ATTRIBUTE_FIELD}${each.key}`, each]))
  return {
    title: null,
    columns: list.columns.map((key) => {
      const attribute = byColumn.get(key)
      const title = attribute ? titleOf(attribute, texts) : texts.i18n.t(`cmdb.column.${key}`)
      const kind = key === 'created' || key === 'updated' ? 'moment' : 'text'
      return { key, title, kind, width: key === 'name' ? 40 : 20, points: null }
    }),
    rows: list.rows.map((item) =>
      list.columns.map((key) => {
        const attribute = byColumn.get(key)
        return attribute ? attributeCell(item, attribute, list, texts) : ownCell(item, key, texts)
      })
    ),
    totals: null,
    isSheetOnly: true,
  }
}

function titleOf({ labelRu, labelEn, unit }: AttributeDefinition, { pick }: DocumentTexts): string {
  return [pick({ ru: labelRu, en: labelEn }), unit && `(${unit})`].filter(Boolean).join(' ')
}

function ownCell(item: ConfigurationItem, key: string, { i18n, pick }: DocumentTexts): Cell {
  switch (key) {
    case 'class':
      return pick({ ru: item.ciClass.labelRu, en: item.ciClass.labelEn })
    case 'status':
    case 'environment':
    case 'criticality':
      return i18n.t(`cmdb.${key}.${item[key]}`)
    case 'operational':
      return i18n.t(`cmdb.operational.${item.operationalState}`)
    case 'organisation':
      return item.organisation.name
    case 'site':
      return item.site?.name ?? null
    case 'team':
      return item.supportTeam?.name ?? null
    case 'change_team':
      return item.changeTeam?.name ?? null
    case 'owner':
      return item.owner?.displayName ?? null
    case 'service':
      return item.service ? pick({ ru: item.service.nameRu, en: item.service.nameEn }) : null
    case 'serial':
      return item.serialNumber
    case 'ip':
      return item.ipAddress
    case 'tags':
      return item.tags
    case 'created':
      return item.createdAt.toISO()
    case 'updated':
      return item.updatedAt.toISO()
    default:
      return item[key as 'number' | 'name' | 'vendor' | 'model'] ?? null
  }
}

function attributeCell(
  item: ConfigurationItem,
  attribute: AttributeDefinition,
  { nameOf }: List,
  { i18n, pick }: DocumentTexts
): Cell {
  const value = item.attributes[attribute.key] ?? null
  if (value === null) return null
  const optionName = (each: unknown) => {
    const option = attribute.options?.find((known) => known.value === each)
    return option ? pick({ ru: option.labelRu, en: option.labelEn }) : String(each)
  }
  switch (attribute.type) {
    case 'secret':
      return SECRET_MASK
    case 'bool':
      return i18n.t(`cmdb.bool.${String(value)}`)
    case 'int':
      return { kind: 'count', value: Number(value) }
    case 'date':
      return { kind: 'date', value: String(value) }
    case 'datetime':
      return { kind: 'moment', value: String(value) }
    case 'money': {
      const { amountMinor, currency } = value as MoneyValue
      return `${(amountMinor / 100).toFixed(2)} ${currency}`
    }
    case 'enum':
    case 'multi_enum':
      return [value].flat().map(optionName).join(', ')
    case 'reference':
    case 'user':
      return nameOf(attribute, value)?.label ?? null
    default:
      return [value].flat().map(String).join(', ')
  }
}
