import type { ConditionOperator } from '#cmdb/workflow/list_conditions'

/** What a field of every item holds: one of a fixed list, a record, text, or tags. */
export type FieldKind = 'choice' | 'record' | 'text' | 'tags'

type ItemField = { key: string; column: string; kind: FieldKind }

/** The fields every item has by which the list is narrowed; `key` stands in addresses. */
export const ITEM_FIELDS = [
  { key: 'status', column: 'status', kind: 'choice' },
  { key: 'operational', column: 'operational_state', kind: 'choice' },
  { key: 'environment', column: 'environment', kind: 'choice' },
  { key: 'criticality', column: 'criticality', kind: 'choice' },
  { key: 'organisation', column: 'organisation_id', kind: 'record' },
  { key: 'site', column: 'site_id', kind: 'record' },
  { key: 'team', column: 'support_team_id', kind: 'record' },
  { key: 'change_team', column: 'change_team_id', kind: 'record' },
  { key: 'owner', column: 'owner_person_id', kind: 'record' },
  { key: 'service', column: 'service_id', kind: 'record' },
  { key: 'vendor', column: 'vendor', kind: 'text' },
  { key: 'model', column: 'model', kind: 'text' },
  { key: 'serial', column: 'serial_number', kind: 'text' },
  { key: 'ip', column: 'ip_address', kind: 'text' },
  { key: 'tags', column: 'tags', kind: 'tags' },
] as const satisfies readonly ItemField[]

export type ItemFieldKey = (typeof ITEM_FIELDS)[number]['key']

/** By what fields of a kind are compared. */
export const FIELD_OPERATORS: Record<FieldKind, readonly ConditionOperator[]> = {
  choice: ['is', 'is_not'],
  record: ['is', 'is_not', 'empty', 'present'],
  text: ['contains', 'starts', 'is', 'is_not', 'empty', 'present'],
  tags: ['is', 'is_not', 'empty', 'present'],
}

/** Columns of the list in the order in which they are offered. */
export const LIST_COLUMNS = [
  ...['number', 'name', 'class', 'organisation', 'status', 'operational', 'environment'],
  ...['criticality', 'site', 'team', 'change_team', 'owner', 'service', 'vendor', 'model'],
  ...['serial', 'ip', 'tags', 'created', 'updated'],
] as const
export const USUAL_COLUMNS = [
  ...['number', 'name', 'class', 'organisation', 'status', 'environment', 'criticality'],
] as const
