import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { TooManyDocuments } from '#cmdb/errors'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { MOST_DOCUMENTS, type DocumentKind } from '#cmdb/models/document_types'
import ItemDocument from '#cmdb/models/item_document'
import { keepUpload } from '#core/actions/keep_upload'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { removeUpload } from '#core/actions/sweep_uploads'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import Upload from '#core/models/upload'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** `validUntil` is a day, `YYYY-MM-DD`. */
export type DocumentValues = { title: string; kind: DocumentKind; validUntil: string | null }
type Added = { actor: Actor; itemId: number; values: DocumentValues }
type Source = { url: string } | { upload: Upload }
type Named = { actor: Actor; itemId: number; documentId: number }

/** Documents of an item (CFG-12); what happens to them stands in the history of the item. */
export const saveItemDocument = {
  /** Throws TooManyDocuments. */
  async add({ actor, itemId, values, ...source }: Added & Source): Promise<ItemDocument> {
    return inTransaction(async (trx) => {
      const item = await lockItem(trx, itemId)
      const [{ total }] = await trx
        .from('item_documents')
        .where('item_id', itemId)
        .count('* as total')
      if (Number(total) >= MOST_DOCUMENTS) throw new TooManyDocuments(MOST_DOCUMENTS)
      const upload = 'upload' in source ? source.upload : null
      const url = 'url' in source ? source.url : null
      if (upload) await keepUpload(trx, upload.id, true)
      const document = new ItemDocument().useTransaction(trx)
      await document.merge({ itemId, ...values, url, uploadId: upload?.id ?? null }).save()
      await tell(trx, actor, item, 'added', [
        { field: 'document', before: null, after: values.title },
        { field: upload ? 'file' : 'link', before: null, after: upload?.name ?? url },
      ])
      return document
    })
  },

  /** Throws E_ROW_NOT_FOUND. */
  async change({ actor, itemId, documentId, values }: Named & { values: DocumentValues }) {
    await inTransaction(async (trx) => {
      const item = await lockItem(trx, itemId)
      const document = await find(trx, itemId, documentId)
      const { title } = document
      document.merge(values)
      const changes = pendingChanges(document)
      if (changes.length === 0) return
      await document.save()
      const told = changes.filter(({ field }) => field !== 'title')
      const named = { field: 'document', before: title, after: document.title }
      await tell(trx, actor, item, 'changed', [named, ...told])
    })
  },

  /** The file goes at once; should that fail, the sweep takes it. Throws E_ROW_NOT_FOUND. */
  async remove({ actor, itemId, documentId }: Named) {
    const uploadId = await inTransaction(async (trx) => {
      const item = await lockItem(trx, itemId)
      const document = await find(trx, itemId, documentId)
      await document.delete()
      if (document.uploadId) await keepUpload(trx, document.uploadId, false)
      const gone = { field: 'document', before: document.title, after: null }
      await tell(trx, actor, item, 'removed', [gone])
      return document.uploadId
    })
    const upload = uploadId === null ? null : await Upload.find(uploadId)
    if (upload) await removeUpload(upload)
  },
}

/** Changes of the documents of one item stand in a row. */
function lockItem(trx: TransactionClientContract, itemId: number) {
  return ConfigurationItem.query({ client: trx }).where('id', itemId).forUpdate().firstOrFail()
}

function find(trx: TransactionClientContract, itemId: number, documentId: number) {
  return ItemDocument.query({ client: trx }).where({ id: documentId, itemId }).firstOrFail()
}

async function tell(
  trx: TransactionClientContract,
  actor: Actor,
  item: ConfigurationItem,
  what: 'added' | 'changed' | 'removed',
  changes: FieldChange[]
) {
  await recordAudit(trx, {
    ...{ actor, subjectType: CI_SUBJECT, subjectId: item.id, changes },
    ...{ organisationId: item.organisationId, action: `configuration_item.document_${what}` },
  })
}
