import type { FieldChange, Plain } from '#core/errors'
import { isPersonalField } from '#config/personal_fields'
import { createHmac, randomBytes } from 'node:crypto'

/** What the audit keeps in place of a personal value: where it stands and a hash that binds it. */
export type PersonalReference = { personal: string; hash: string }

/** What a reader gets in place of a personal value that was erased. */
export type ErasedValue = { erased: true }

export type PersonalValueRow = {
  id: string
  subject_type: string
  subject_id: number
  field: string
  value: string
  salt: string
}

type Subject = { subjectType: string; subjectId: number; changes?: FieldChange[] }

/** Takes personal values out of changes; the rows are to be written in the same transaction. */
export function setPersonalAside({ subjectType, subjectId, changes = [] }: Subject) {
  const rows: PersonalValueRow[] = []
  const refer = (field: string, value: Plain): Plain => {
    if (value === null) return value
    const row = toRow({ subjectType, subjectId, field, value })
    rows.push(row)
    return { personal: row.id, hash: personalHash(row) }
  }
  const kept = changes.map((change) =>
    isPersonalField(subjectType, change.field)
      ? {
          field: change.field,
          before: refer(change.field, change.before),
          after: refer(change.field, change.after),
        }
      : change
  )
  return { changes: kept, rows }
}

/** Keyed with the row's own salt: whoever knows the hash alone cannot guess names or numbers. */
export function personalHash({ value, salt }: Pick<PersonalValueRow, 'value' | 'salt'>): string {
  return createHmac('sha256', salt).update(value).digest('hex')
}

export function asPersonalReference(value: unknown): PersonalReference | null {
  const isReference =
    typeof value === 'object' && value !== null && 'personal' in value && 'hash' in value
  return isReference ? (value as PersonalReference) : null
}

export function personalReferencesOf(changes: FieldChange[]): PersonalReference[] {
  return changes
    .flatMap(({ before, after }) => [asPersonalReference(before), asPersonalReference(after)])
    .filter((reference) => reference !== null)
}

function toRow(input: {
  subjectType: string
  subjectId: number
  field: string
  value: Plain
}): PersonalValueRow {
  return {
    id: randomBytes(16).toString('hex'),
    subject_type: input.subjectType,
    subject_id: input.subjectId,
    field: input.field,
    value: JSON.stringify(input.value),
    salt: randomBytes(16).toString('hex'),
  }
}
