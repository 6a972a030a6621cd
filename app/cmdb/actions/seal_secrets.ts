import type { AttributeValues, ClassSchema } from '#cmdb/workflow/class_schema'
import encryption from '@adonisjs/core/services/encryption'

/**
 * Values as they are stored: new secrets encrypted with the application's key. One that was typed
 * again unchanged stays the same text, so that nothing seems to have changed.
 */
export function sealSecrets(
  { definitions }: ClassSchema,
  before: AttributeValues,
  after: AttributeValues
): AttributeValues {
  const sealed = { ...after }
  for (const { key, type } of definitions) {
    const value = after[key]
    if (type !== 'secret' || value === undefined || value === before[key]) continue
    const isSame = openSecret(before[key]) === value
    sealed[key] = isSame ? before[key] : sealValue(value as string)
  }
  return sealed
}

/** A secret as it is stored. */
export function sealValue(text: string): string {
  return encryption.encrypt(text)
}

/** The text of a stored secret; null when there is none, or the key that sealed it is gone. */
export function openSecret(stored: unknown): string | null {
  return typeof stored === 'string' ? encryption.decrypt<string>(stored) : null
}
