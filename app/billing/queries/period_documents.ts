import { DocumentBroken } from '#billing/errors'
import type BillingPeriod from '#billing/models/billing_period'
import PeriodDocument from '#billing/models/period_document'
import { CONTENT_TYPES } from '#core/file_type'
import type { MadeDocument } from '#core/documents/render_document'
import { fileHash, storagePath } from '#core/storage'
import logger from '@adonisjs/core/services/logger'
import { readFile } from 'node:fs/promises'

export type ListedDocument = Pick<
  PeriodDocument,
  'id' | 'revision' | 'kind' | 'format' | 'language' | 'name' | 'contentHash' | 'bytes'
> & { state: 'made' | 'waiting' | 'failed'; madeAt: string | null }

/** Documents of all revisions of a period, the latest revision first. */
export async function documentsOfPeriod(period: BillingPeriod | null): Promise<ListedDocument[]> {
  if (!period) return []
  const rows = await PeriodDocument.query()
    .where('billingPeriodId', period.id)
    .orderBy([{ column: 'revision', order: 'desc' }, { column: 'id' }])
  return rows.map((row) => ({
    ...{ id: row.id, revision: row.revision, kind: row.kind, format: row.format },
    ...{ language: row.language, name: row.name, contentHash: row.contentHash, bytes: row.bytes },
    state: row.madeAt ? 'made' : row.failedAt ? 'failed' : 'waiting',
    madeAt: row.madeAt?.toISO() ?? null,
  }))
}

/** Throws E_ROW_NOT_FOUND where the contract has no such document that is made. */
export function findPeriodDocument(contractId: number, id: number): Promise<PeriodDocument> {
  return PeriodDocument.query()
    .where('id', id)
    .whereNotNull('madeAt')
    .whereHas('billingPeriod', (period) => void period.where('contractId', contractId))
    .firstOrFail()
}

/** A kept document as it was made, for its hash is checked each time. Throws DocumentBroken. */
export async function readPeriodDocument(document: PeriodDocument): Promise<MadeDocument> {
  const { id, name, file, format, contentHash } = document
  const content = await readFile(storagePath(file)).catch(() => null)
  if (content === null || fileHash(content) !== contentHash) {
    logger.error({ periodDocumentId: id, isMissing: content === null }, 'a kept document is broken')
    throw new DocumentBroken()
  }
  return { name: name!, type: CONTENT_TYPES[format], content }
}
