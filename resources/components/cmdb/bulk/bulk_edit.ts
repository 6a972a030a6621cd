import type { ShownChange } from '~/components/cmdb/types'
import type { Data } from '@generated/data'

export type BulkEdit = Data.Cmdb.BulkEdit
export type BulkItem = Omit<Data.Cmdb.BulkEditItem, 'changes'> & { changes: ShownChange[] }
export type EditMode = 'set' | 'clear' | 'add' | 'remove'
/** An edit in words. */
export type ShownEdit = { field: string; label: string; value: string | null; mode: EditMode }

/** An edit while it is typed. */
export type EditLine = { field: string; mode: EditMode; value: string | number | string[] | null }

const EITHER: EditMode[] = ['set', 'clear']
const SEVERAL: EditMode[] = ['add', 'remove', 'set', 'clear']

/** Fields of every item that can be edited together, and how. */
export const EDITABLE_FIELDS: Record<string, EditMode[]> = {
  ...{ status: ['set'], environment: ['set'], criticality: ['set'] },
  ...{ tags: SEVERAL, ownerPersonId: EITHER, supportTeamId: EITHER, siteId: EITHER },
  ...{
    changeTeamId: EITHER,
    serviceId: EITHER,
    vendor: EITHER,
    model: EITHER,
    description: EITHER,
  },
}
export const LOOKUPS: Record<string, string> = {
  ...{ ownerPersonId: '/lookups/people', supportTeamId: '/lookups/teams' },
  changeTeamId: '/lookups/teams',
  ...{ siteId: '/lookups/sites', serviceId: '/lookups/services' },
}
/** Whether a value of the attribute is a list. */
export function holdsSeveral(attribute: { type: string; isMultiple: boolean } | undefined) {
  return attribute?.type === 'multi_enum' || attribute?.isMultiple === true
}
export const ATTRIBUTE_PREFIX = 'attributes.'

export function modesOf(
  field: string,
  attribute: { type: string; isMultiple: boolean; isRequired: boolean } | undefined
): EditMode[] {
  if (!attribute) return EDITABLE_FIELDS[field] ?? []
  const modes = holdsSeveral(attribute) ? SEVERAL : EITHER
  return attribute.isRequired ? modes.filter((mode) => mode !== 'clear') : modes
}
