import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { stemsOf } from '#core/stems'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type IndexedRecord = {
  subjectType: string
  subjectId: number
  organisationId: number | null
  number: string | null
  title: string
  /** Found by everybody who may see the record. */
  text: string
  /** Found only by those who may read internal notes (G-11). */
  internalText?: string
}

/** Writes a record's search row anew, in the change's own transaction. */
export async function indexRecord(trx: TransactionClientContract, record: IndexedRecord) {
  const row = toSearchRow(record)
  const updated = await trx
    .from('search_documents')
    .where({ subject_type: record.subjectType, subject_id: record.subjectId })
    .update(row)
  if (Number(updated) === 0) await trx.table('search_documents').insert(row)
}

/** The first search row of a record that was just made. */
export async function indexNewRecord(trx: TransactionClientContract, record: IndexedRecord) {
  await trx.table('search_documents').insert(toSearchRow(record))
}

/** The row of a record, for writers that insert many at once. */
export function toSearchRow(record: IndexedRecord) {
  return {
    subject_type: record.subjectType,
    subject_id: record.subjectId,
    organisation_id: record.organisationId,
    number: record.number,
    title: record.title.slice(0, 300),
    stems: stemsOf(`${record.number ?? ''} ${record.title} ${record.text}`).join(' '),
    internal_stems: stemsOf(record.internalText ?? '').join(' '),
    updated_at: toSqlUtc(clock.now()),
  }
}

type Addition = { subjectType: string; subjectId: number; text: string; isInternal: boolean }

/** Adds a text, such as a comment, to what a record is found by. */
export async function extendIndex(
  trx: TransactionClientContract,
  { subjectType, subjectId, text, isInternal }: Addition
) {
  const column = isInternal ? 'internal_stems' : 'stems'
  await trx
    .from('search_documents')
    .where({ subject_type: subjectType, subject_id: subjectId })
    .update({ [column]: trx.raw(`concat(${column}, ' ', ?)`, [stemsOf(text).join(' ')]) })
}
