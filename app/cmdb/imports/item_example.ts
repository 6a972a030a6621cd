import { writeXlsx } from '#core/sheets/write_xlsx'
import type { I18n } from '@adonisjs/i18n'
import type { Readable } from 'node:stream'

const COLUMNS = [
  'class',
  'name',
  'serialNumber',
  'vendor',
  'model',
  'ipAddress',
  'status',
  'environment',
] as const

/** A workbook to fill in: headings in the reader's language, a server and a machine that runs on it. */
export async function itemExample(i18n: I18n): Promise<Readable> {
  const line = (part: string) => COLUMNS.map((field) => i18n.t(`ci_imports.${part}.${field}`))
  const runsOn = i18n.t('ci_imports.example.heading')
  const host = [...line('example_host'), '']
  const machine = [...line('example'), i18n.t('ci_imports.example_host.name')]
  const lines = [[...line('fields'), runsOn], host, machine]
  const cells = lines.map((texts) => texts.map((text) => (text === '—' ? '' : text)))
  return writeXlsx(cells, i18n.t('ci_imports.sheet'))
}
