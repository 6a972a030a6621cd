import type { Data } from '@generated/data'

export type ListRow = Data.Cmdb.ListedItem
export type ListAttribute = Data.Cmdb.ListAttribute

/** A condition as the address holds it; `label` is the name of the record its value is the id of. */
export type Condition = {
  field: string
  operator: string
  value: string
  label: string | null
  problem: string | null
}
export const ATTRIBUTE_FIELD = 'attr.'

export const LIST_COLUMNS = [
  ...['number', 'name', 'class', 'organisation', 'status', 'operational', 'environment'],
  ...['criticality', 'site', 'team', 'change_team', 'owner', 'service', 'vendor', 'model'],
  ...['serial', 'ip', 'tags', 'created', 'updated'],
]
export const UNSORTED_COLUMNS = ['service', 'tags']

/** What conditions on a field of every item are made of. */
export const CONDITION_FIELDS: Record<string, 'choice' | 'record' | 'text' | 'tags'> = {
  ...{ status: 'choice', environment: 'choice', criticality: 'choice', operational: 'choice' },
  ...{
    organisation: 'record',
    site: 'record',
    team: 'record',
    change_team: 'record',
    owner: 'record',
  },
  ...{ service: 'record', vendor: 'text', model: 'text', serial: 'text', ip: 'text' },
  tags: 'tags',
}
export const RECORD_SOURCES: Record<string, string> = {
  organisation: '/lookups/organisations',
  site: '/lookups/sites',
  team: '/lookups/teams',
  change_team: '/lookups/teams',
  owner: '/lookups/people',
  service: '/lookups/services',
}

/** Conditions as the address holds them; what parts them is encoded in values. */
export function conditionsText(conditions: Pick<Condition, 'field' | 'operator' | 'value'>[]) {
  return conditions
    .map(({ field, operator, value }) => `${field}~${operator}~${encodeURIComponent(value)}`)
    .join(';')
}

const TEXTS = ['contains', 'starts', 'is', 'is_not', 'empty', 'present']
const ORDERED = ['is', 'is_not', 'less', 'more', 'between', 'empty', 'present']
const CHOICES = ['is', 'is_not', 'empty', 'present']

/** By what a field can be compared. */
export function operatorsOf(field: string, attribute: ListAttribute | undefined): string[] {
  if (attribute) {
    if (['int', 'decimal', 'money', 'date', 'datetime'].includes(attribute.type)) return ORDERED
    const isChosen = ['enum', 'multi_enum', 'bool', 'reference', 'user'].includes(attribute.type)
    return isChosen ? CHOICES : TEXTS
  }
  const kind = CONDITION_FIELDS[field]
  if (kind === 'choice') return ['is', 'is_not']
  return kind === 'record' || kind === 'tags' ? CHOICES : TEXTS
}
