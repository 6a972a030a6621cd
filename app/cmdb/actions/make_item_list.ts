import { itemListTable } from '#cmdb/documents/item_list_table'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { wholeItemList } from '#cmdb/queries/list_configuration_items'
import type { TaskResult } from '#core/actions/run_background_task'
import { csvTable } from '#core/documents/csv_table'
import { documentTexts, type DocumentLanguage } from '#core/documents/document_texts'
import { renderDocument } from '#core/documents/render_document'
import { cleanFileName } from '#core/file_name'
import type BackgroundTask from '#core/models/background_task'
import { loadPrincipal } from '#directory/queries/load_principal'

export const ITEM_LIST = 'item_list'
export const ITEM_LIST_FORMATS = ['xlsx', 'csv'] as const

export type ItemListInput = {
  format: (typeof ITEM_LIST_FORMATS)[number]
  language: DocumentLanguage
  /** The list's address. */
  query: Record<string, string>
}

/** The work of a task of kind `item_list`, with the rights its reader has by now. */
export async function makeItemList(task: BackgroundTask): Promise<TaskResult> {
  const { format, language, query } = task.input as ItemListInput
  const principal = await loadPrincipal(task.requestedByUserId!)
  if (!principal) throw new Error('Who asked for the list has no account any more')
  const list = await wholeItemList(principal, query, await ciClassTable())

  const texts = documentTexts(language, principal.timeZone)
  const table = itemListTable(list, texts)
  const name = texts.i18n.t('cmdb.list.file_name')
  if (format === 'csv') {
    const content = Buffer.from(csvTable(table, texts))
    return { name: cleanFileName(`${name}.csv`), type: 'text/csv; charset=utf-8', content }
  }
  const title = texts.i18n.t('cmdb.title')
  const section = { sheet: title.slice(0, 31), title, tables: [table] as [typeof table], notes: [] }
  const document = {
    title,
    subtitle: title,
    author: principal.name,
    facts: [],
    sections: [section],
  }
  return renderDocument(document, texts, { format, name })
}
