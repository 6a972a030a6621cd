import type { ItemState } from '#cmdb/workflow/item_past'
import { createHash } from 'node:crypto'

/** Says how an item is monitored now, not how it is configured. */
const NOT_CONFIGURATION = new Set(['operationalState'])

/** An item of a baseline. */
export type BaselineCopy = {
  itemId: number
  organisationId: number
  number: string
  name: string
  classCode: string
  content: string
}

export function copyOf(item: { itemId: number; number: string; state: ItemState }): BaselineCopy {
  const { itemId, number, state } = item
  const { organisationId, name, classCode } = state.values
  return {
    ...{ itemId, number, organisationId: Number(organisationId) },
    ...{ name: String(name), classCode: String(classCode) },
    content: contentOf(state),
  }
}

export function stateOf(content: string): ItemState {
  const { values, relations } = JSON.parse(content)
  return { values, relations: new Set(relations as string[]) }
}

/** Binds the content to the item it is of. */
export function copyHash(copy: BaselineCopy): string {
  const { itemId, organisationId, number, name, classCode, content } = copy
  const parts = [itemId, organisationId, number, name, classCode, content]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The state as text, the same for equal states whatever the order they were read in. */
function contentOf({ values, relations }: ItemState): string {
  const kept = Object.entries(values)
    .filter(([field, value]) => value !== null && !NOT_CONFIGURATION.has(field))
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return JSON.stringify({ values: Object.fromEntries(kept), relations: [...relations].sort() })
}
