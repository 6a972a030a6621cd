import ItemDocument from '#cmdb/models/item_document'

/** The documents of an item by title, with their files. */
export function itemDocuments(itemId: number): Promise<ItemDocument[]> {
  return ItemDocument.query().where({ itemId }).preload('upload').orderBy('title').orderBy('id')
}

/** The file of a document of this item. Throws E_ROW_NOT_FOUND, also for a link. */
export async function findDocumentFile(itemId: number, documentId: number) {
  const document = await ItemDocument.query()
    .where({ id: documentId, itemId })
    .whereNotNull('uploadId')
    .preload('upload')
    .firstOrFail()
  return document.upload
}
