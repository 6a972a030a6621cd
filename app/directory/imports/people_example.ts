import { writeXlsx } from '#core/sheets/write_xlsx'
import type { I18n } from '@adonisjs/i18n'
import type { Readable } from 'node:stream'

const COLUMNS = [
  ...['externalKey', 'displayName', 'email', 'phone', 'mobilePhone', 'jobTitle', 'organisation'],
  ...['parentOrganisation', 'department', 'site', 'manager', 'room', 'isVip', 'locale'],
  ...['timeZone', 'isActive'],
] as const

/** A workbook to fill in: headings in the reader's language and two people, one led by the other. */
export async function peopleExample(i18n: I18n): Promise<Readable> {
  const line = (part: string) => COLUMNS.map((field) => i18n.t(`imports.people.${part}.${field}`))
  const lines = [line('fields'), line('example_manager'), line('example')]
  // An empty cell cannot stand in the catalogue.
  const cells = lines.map((texts) => texts.map((text) => (text === '—' ? '' : text)))
  return writeXlsx(cells, i18n.t('imports.people.sheet'))
}
