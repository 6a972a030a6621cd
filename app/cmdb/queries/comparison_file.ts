import type { Comparison } from '#cmdb/queries/compare_baseline'
import { inWords, type ShownDifference } from '#cmdb/queries/comparison_page'
import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import { portions } from '#core/portions'
import { writeXlsx } from '#core/sheets/write_xlsx'
import type { Principal } from '#directory/queries/principal'
import i18nManager from '@adonisjs/i18n/services/main'
import { Readable } from 'node:stream'

export const COMPARISON_FORMATS = ['csv', 'xlsx'] as const
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number]

const COLUMNS = ['number', 'name', 'difference', 'field', 'before', 'after'] as const
const PER_READ = 1000

/** A comparison as a table, a line for every change, in the reader's language. */
export async function comparisonFile(
  { differences }: Comparison,
  format: ComparisonFormat,
  principal: Principal
): Promise<Readable> {
  const { locale } = principal
  const i18n = i18nManager.locale(locale)
  const word = (key: string) => i18n.t(`baselines.${key}`)

  async function* lines() {
    yield COLUMNS.map((key) => word(`columns.${key}`))
    for (const portion of portions(differences, PER_READ)) {
      const some = await inWords(portion, principal)
      for (const each of some) yield* linesOf(each, (kind) => word(`kinds.${kind}`))
    }
  }

  if (format === 'xlsx') return writeXlsx(lines(), word('comparison').slice(0, 31))
  return Readable.from(asCsv(lines(), locale))
}

async function* asCsv(lines: AsyncIterable<string[]>, locale: string) {
  yield BYTE_ORDER_MARK
  for await (const line of lines) yield csvLine(line, locale)
}

function linesOf(each: ShownDifference, kindName: (kind: string) => string): string[][] {
  const head = [each.number, each.name, kindName(each.kind)]
  if (each.changes.length === 0) return [[...head, '', '', '']]
  return each.changes.map(({ label, before, after }) => [
    ...[...head, label, before?.text ?? '', after?.text ?? ''],
  ])
}
