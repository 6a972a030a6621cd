import {
  holdsSeveral,
  type AttributeDefinition,
  type AttributeValue,
  type CiAttributeType,
} from '#cmdb/workflow/attribute_types'
import type { AttributeValues, ClassSchema } from '#cmdb/workflow/class_schema'

/** What an item once lost with its class, by key; a secret is its cipher text. */
export type SetAside = Record<string, { type: CiAttributeType; value: AttributeValue }>

export type MovePlan = {
  values: AttributeValues
  setAside: SetAside
  /** Keys whose value stays, goes, and comes back from an earlier move. */
  kept: string[]
  dropped: string[]
  restored: string[]
}

type Now = { from: ClassSchema; to: ClassSchema; values: AttributeValues; setAside: SetAside }

/**
 * What becomes of an item's values in another class: those fit whose key and type it has too. The
 * rest is set aside and comes back as soon as the item is in a class that knows it.
 */
export function planMove({ from, to, values, setAside }: Now): MovePlan {
  const present = Object.entries(values) as [string, AttributeValue][]
  const fitting = present.filter(([key, value]) => {
    const type = from.byKey.get(key)?.type
    return type !== undefined && fits(to.byKey.get(key), type, value)
  })
  const kept = new Map(fitting)
  const lost = present.filter(([key]) => !kept.has(key))
  const returning = Object.entries(setAside).filter(
    ([key, { type, value }]) => !kept.has(key) && fits(to.byKey.get(key), type, value)
  )
  const isReturning = new Set(returning.map(([key]) => key))
  const staying = Object.entries(setAside).filter(([key]) => !isReturning.has(key))
  return {
    values: Object.fromEntries([...kept, ...returning.map(([key, { value }]) => [key, value])]),
    setAside: Object.fromEntries([
      ...staying,
      ...lost.map(([key, value]) => [key, { type: from.byKey.get(key)?.type ?? 'string', value }]),
    ]),
    kept: [...kept.keys()],
    dropped: lost.map(([key]) => key),
    restored: [...isReturning],
  }
}

function fits(
  definition: AttributeDefinition | undefined,
  type: CiAttributeType,
  value: AttributeValue
): boolean {
  if (!definition || definition.isRetired || definition.type !== type) return false
  if (holdsSeveral(definition) !== Array.isArray(value)) return false
  if (type !== 'enum' && type !== 'multi_enum') return true
  const known = definition.options?.map((option) => option.value) ?? []
  return [value].flat().every((each) => known.includes(String(each)))
}
