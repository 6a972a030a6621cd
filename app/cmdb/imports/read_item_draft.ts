import type { ClassTree } from '#cmdb/imports/class_tree'
import { chosen, type ChoiceField, type ChoiceWords } from '#cmdb/imports/choice_words'
import { complain, forgetTexts, newDraft, type ItemDraft } from '#cmdb/imports/item_draft'
import { readAttributes } from '#cmdb/imports/read_attributes'
import type { OrganisationFacts } from '#cmdb/imports/item_reach'
import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import { textIdentity } from '#cmdb/workflow/identity_values'
import { isJunk } from '#cmdb/workflow/normalise'
import { LONGEST_TAG, MOST_TAGS, splitTags, tagText } from '#cmdb/workflow/tags'
import type { MappedRow } from '#core/imports/import_types'
import { cellText, isCellError } from '#core/sheets/cell'
import { Refusal } from '#core/errors'
import { isIP } from 'node:net'

export type Reading = {
  classes: ClassTree
  words: ChoiceWords
  /** By code and name, plain. */
  organisations: ReadonlyMap<string, OrganisationFacts | 'several'>
  defaultClass: CiClassFacts | null
  defaultOrganisation: OrganisationFacts | null
  /** By column: the field that its empty cell erases. */
  erased: ReadonlyMap<string, string>
  isTold(row: MappedRow, column: string): boolean
}

const TEXTS = { name: 200, description: 5000, vendor: 120, model: 120, serialNumber: 120 } as const
const CHOICES: readonly ChoiceField[] = ['status', 'environment', 'criticality']

/** What a row says of an item, by the rules of the item's form. */
export function readItemDraft(row: MappedRow, reading: Reading): ItemDraft {
  const draft = newDraft(row.row)
  for (const [field, cell] of row.values) {
    const text = cellText(cell)
    if (isCellError(cell)) complain(draft, field, 'cell_error', { value: text })
    else if (text !== '') draft.texts.set(field, text)
  }
  draft.ciClass = classOf(draft, reading)
  draft.organisation = organisationOf(draft, reading)
  readTexts(draft)
  for (const field of CHOICES) readChoice(draft, field, reading.words)
  readAddress(draft)
  readTags(draft)
  if (draft.ciClass) readAttributes(draft, draft.ciClass.id, reading.classes)
  for (const [column, field] of reading.erased) {
    const isEmpty = !draft.texts.has(column) && !(field in draft.values)
    if (isEmpty && reading.isTold(row, column)) draft.values[field] = null
  }
  forgetTexts(draft)
  return draft
}

function classOf(draft: ItemDraft, { classes, defaultClass }: Reading): CiClassFacts | null {
  const text = draft.texts.get('class')
  if (text === undefined) return defaultClass
  const found = classes.find(text)
  if (found && !found.isAbstract) return found
  complain(draft, 'class', found ? 'abstract_class' : 'unknown_class')
  return null
}

function organisationOf(draft: ItemDraft, { organisations, defaultOrganisation }: Reading) {
  const text = draft.texts.get('organisation')
  if (text === undefined) return defaultOrganisation
  const found = organisations.get(textIdentity(text) ?? '')
  if (found && found !== 'several') return found
  complain(draft, 'organisation', found ? 'several_organisations' : 'unknown_organisation')
  return null
}

function readTexts(draft: ItemDraft) {
  for (const [field, max] of Object.entries(TEXTS)) {
    const text = draft.texts.get(field)
    if (text === undefined) continue
    if (text.length > max) complain(draft, field, 'too_long', { max })
    // What makers write where there is no serial number is no serial number.
    else if (field !== 'serialNumber' || !isJunk(text)) draft.values[field] = text
  }
}

function readChoice(draft: ItemDraft, field: ChoiceField, words: ChoiceWords) {
  const text = draft.texts.get(field)
  if (text === undefined) return
  const value = chosen(words, field, text)
  if (value === undefined) complain(draft, field, 'unknown_choice', { value: text.slice(0, 60) })
  else draft.values[field] = value
}

function readAddress(draft: ItemDraft) {
  const text = draft.texts.get('ipAddress')
  if (text === undefined) return
  if (isIP(text) === 0) complain(draft, 'ipAddress', 'no_address')
  else draft.values.ipAddress = text
}

function readTags(draft: ItemDraft) {
  const text = draft.texts.get('tags')
  if (text === undefined) return
  try {
    draft.values.tags = tagText(splitTags(text))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    complain(draft, 'tags', 'wrong_tags', { max: LONGEST_TAG, most: MOST_TAGS })
  }
}
