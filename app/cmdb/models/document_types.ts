/** What a document of an item is. */
export const DOCUMENT_KINDS = ['manual', 'diagram', 'contract', 'certificate', 'other'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** More of them on one item is a file store and no longer what belongs to an item. */
export const MOST_DOCUMENTS = 100
