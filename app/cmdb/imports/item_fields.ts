import { ClassTree } from '#cmdb/imports/class_tree'
import RelationType from '#cmdb/models/relation_type'
import type { ImportField, ImportSettings } from '#core/imports/import_types'

/** What a column may fill besides attributes and relations. Words are plain: е for ё, no signs. */
const BASE = [
  field('number', 'номер|номер ке|инв|number|ci number|id|ci'),
  field('class', 'класс|тип|вид|тип единицы|class|type|ci class|ci type'),
  field('name', 'название|имя|наименование|хост|имя хоста|name|hostname|host|title|device'),
  field(
    'organisation',
    'организация|компания|клиент|код организации|organisation|organization|company|client|org'
  ),
  field('status', 'статус|состояние|status|state|lifecycle'),
  field('environment', 'среда|окружение|контур|environment|env'),
  field('criticality', 'критичность|важность|criticality|criticity'),
  field(
    'serialNumber',
    'серийный номер|серийник|сн|s n|зав|заводской номер|serial|serial number|sn|serial no'
  ),
  field('vendor', 'производитель|вендор|марка|vendor|manufacturer|brand|make'),
  field('model', 'модель|model|product model'),
  field('ipAddress', 'ip|ip адрес|адрес ip|ip address|ip addr|address'),
  field('site', 'площадка|офис|местоположение|расположение|site|location|office'),
  field('supportTeam', 'группа поддержки|группа|команда|team|support team|support group|group'),
  field('changeTeam', 'группа изменений|группа согласования изменений|change team|change group'),
  field('owner', 'владелец|ответственный|пользователь|owner|responsible|owned by|contact'),
  field('service', 'услуга|сервис каталога|service|catalogue service'),
  field('tags', 'теги|метки|ярлыки|tags|labels'),
  field('description', 'описание|комментарий|примечание|description|comment|notes'),
] as const satisfies readonly ImportField[]

export type BaseField = (typeof BASE)[number]['key']
export const BASE_FIELDS: readonly BaseField[] = BASE.map(({ key }) => key)

export type NamedField = ImportField & { labelRu: string | null; labelEn: string | null }

/** Fields a column may fill: base fields, the attributes of the class (or of all), relations both ways. */
export async function itemFields(options: ImportSettings['options']): Promise<NamedField[]> {
  const classes = await ClassTree.load()
  const chosen = typeof options.classCode === 'string' ? classes.find(options.classCode) : null
  const attributes = chosen ? [...classes.attributesOf(chosen.id).values()] : classes.allAttributes
  const types = await RelationType.query().orderBy('position')
  return [
    ...BASE.map((each) => ({ ...each, labelRu: null, labelEn: null })),
    ...attributes.map(({ key, labelRu, labelEn }) => ({
      ...{ key: `attributes.${key}`, labelRu, labelEn },
      headings: [key, labelRu, labelEn].map(plain),
    })),
    ...types.flatMap((type) => [
      relation(`relations.${type.code}`, type.forwardRu, type.forwardEn),
      relation(`relations.${type.code}.inverse`, type.inverseRu, type.inverseEn),
    ]),
  ]
}

const REFERENCES: Record<string, string> = {
  site: 'siteId',
  supportTeam: 'supportTeamId',
  changeTeam: 'changeTeamId',
  owner: 'ownerPersonId',
  service: 'serviceId',
}

/** The field of an item that a column fills; relations and what places an item keep their name. */
export function fieldOfColumn(column: string): string {
  return REFERENCES[column] ?? column
}

/** Fields whose values are shown to nobody who may only import. */
export async function secretFields(): Promise<string[]> {
  const { allAttributes } = await ClassTree.load()
  return allAttributes.filter(({ type }) => type === 'secret').map(({ key }) => `attributes.${key}`)
}

function relation(key: string, labelRu: string, labelEn: string): NamedField {
  return { ...{ key, labelRu, labelEn }, headings: [labelRu, labelEn].map(plain) }
}

function field<const Key extends string>(key: Key, words: string) {
  return { key, headings: words.split('|') }
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
