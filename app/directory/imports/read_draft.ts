import type { MappedRow } from '#core/imports/import_types'
import { cellText, isCellError } from '#core/sheets/cell'
import { complain, type Draft, type OwnValues } from '#directory/imports/draft'
import { personRowValidator } from '#directory/validators/person_validator'
import type { PersonImportField } from '#directory/workflow/person_import_fields'
import {
  fullName,
  languageOf,
  phonesOf,
  withoutTwins,
  yesOrNo,
  zoneOf,
} from '#directory/workflow/person_import_values'
import { phoneDigits } from '#directory/workflow/phone_number'
import { errors } from '@vinejs/vine'

/** `erased` are fields whose empty cells erase what is known. */
export type ReadOptions = { erased: ReadonlySet<PersonImportField>; mobileLabel: string }

const PLAIN_FIELDS = ['email', 'jobTitle', 'room', 'externalKey'] as const

/** What a row says of a person, checked by the rules of the person's form. */
export async function readDraft(row: MappedRow, options: ReadOptions): Promise<Draft> {
  const draft: Draft = {
    ...{ row: row.row, texts: {}, problems: [], candidates: [], own: {} },
    ...{ organisation: null, home: null, person: null, choice: null },
  }
  for (const [field, cell] of row.values) {
    const text = cellText(cell)
    if (isCellError(cell)) {
      complain(draft, field as PersonImportField, 'imports.problems.cell_error', { value: text })
    } else if (text !== '') draft.texts[field as PersonImportField] = text
  }
  draft.own = { ...erasedValues(options.erased), ...ownValues(draft, options) }
  await validate(draft)
  return draft
}

function erasedValues(erased: ReadOptions['erased']): OwnValues {
  const values: OwnValues = {}
  for (const field of ['email', 'jobTitle', 'room', 'timeZone', 'locale'] as const) {
    if (erased.has(field)) values[field] = null
  }
  if (erased.has('phone') || erased.has('mobilePhone')) values.phones = []
  return values
}

function ownValues(draft: Draft, { mobileLabel }: ReadOptions): OwnValues {
  const { texts } = draft
  const values: OwnValues = {}
  const name = texts.displayName ?? nameFromParts(draft)
  if (name) values.displayName = name.replace(/\s+/g, ' ')
  for (const field of PLAIN_FIELDS) if (texts[field]) values[field] = texts[field]
  if (texts.timeZone) values.timeZone = zoneOf(texts.timeZone)
  for (const field of ['isVip', 'isActive'] as const) {
    const answer = texts[field] ? yesOrNo(texts[field]) : undefined
    if (answer === null) complain(draft, field, 'imports.problems.yes_or_no')
    else if (answer !== undefined) values[field] = answer
  }
  const language = texts.locale ? languageOf(texts.locale) : undefined
  if (language === null) complain(draft, 'locale', 'imports.problems.language')
  else if (language) values.locale = language
  const phones = [
    ...readPhones(draft, 'phone', null),
    ...readPhones(draft, 'mobilePhone', mobileLabel),
  ]
  if (phones.length > 0) values.phones = withoutTwins(phones)
  return values
}

function nameFromParts({ texts }: Draft): string {
  const { lastName: last = '', firstName: first = '', middleName: middle = '' } = texts
  return fullName({ last, first, middle })
}

function readPhones(draft: Draft, field: 'phone' | 'mobilePhone', label: string | null) {
  const text = draft.texts[field]
  if (!text) return []
  const phones = phonesOf(text, label)
  const isWrong = phones.some(({ number }) => phoneDigits(number) === null)
  if (isWrong) complain(draft, field, 'directory.refusals.unknown_phone')
  return isWrong ? [] : phones
}

async function validate(draft: Draft) {
  try {
    Object.assign(draft.own, await personRowValidator.validate(draft.own))
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    for (const { field, rule, meta } of error.messages as VineMessage[]) {
      const key = `validator.shared.messages.${rule}`
      complain(draft, columnOf(draft, field), key, { ...meta } as Record<string, number>)
    }
  }
}

type VineMessage = { field: string; rule: string; meta?: Record<string, unknown> }

/** The column a field of the form comes from. */
export function columnOf({ texts }: Pick<Draft, 'texts'>, field: string): PersonImportField {
  if (field.startsWith('phones')) return texts.phone ? 'phone' : 'mobilePhone'
  if (field === 'displayName' && !texts.displayName) {
    return texts.lastName ? 'lastName' : texts.firstName ? 'firstName' : 'displayName'
  }
  return (COLUMNS[field] ?? field) as PersonImportField
}

const COLUMNS: Record<string, PersonImportField> = {
  organisationId: 'organisation',
  siteId: 'site',
  departmentId: 'department',
  managerId: 'manager',
}
