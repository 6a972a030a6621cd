import type { TaskResult } from '#core/actions/run_background_task'
import { clock } from '#core/clock'
import { documentTexts } from '#core/documents/document_texts'
import { xlsxDocument } from '#core/documents/xlsx_document'
import type BackgroundTask from '#core/models/background_task'
import { personalDataSources } from '#directory/queries/personal_data'
import { exportDocument, type CollectedData } from '#privacy/queries/export_document'
import { subjectOf } from '#privacy/queries/subject_of'
import JSZip from 'jszip'

type Input = { personId: number; language: 'ru' | 'en'; timeZone: string }

/**
 * The work of a task of kind `personal_data_export`: all that the sources keep about a person, as
 * JSON for machines and as a workbook for people, in one archive.
 */
export async function makePersonalExport(
  task: BackgroundTask,
  advance: () => Promise<void>
): Promise<TaskResult> {
  const { personId, language, timeZone } = task.input as Input
  const subject = await subjectOf(personId)
  const collected: CollectedData = {}
  for (const source of personalDataSources()) {
    collected[source.key] = await source.read(subject)
    await advance()
  }
  const texts = documentTexts(language, timeZone)
  const workbook = await xlsxDocument(exportDocument(personId, collected, texts), texts)
  const now = clock.now()
  const json = JSON.stringify({ personId, madeAt: now.toISO(), data: collected }, null, 2)
  const archive = new JSZip()
  archive.file(`person-${personId}.json`, json, { date: now.toJSDate() })
  archive.file(`person-${personId}.xlsx`, workbook, { date: now.toJSDate() })
  return {
    name: `person-${personId}.zip`,
    type: 'application/zip',
    content: await archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' }),
  }
}
