import { drawingSvg, type DrawnPlaces } from '#cmdb/documents/impact_drawing_svg'
import { impactDocument } from '#cmdb/documents/impact_document'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { impactAnswer } from '#cmdb/queries/impact_answer'
import { impactList } from '#cmdb/queries/impact_list'
import { impactQuestion } from '#cmdb/queries/impact_question'
import { impactView } from '#cmdb/queries/impact_view'
import { readImpactPicture } from '#cmdb/queries/read_impact_picture'
import { readImpactQuery } from '#cmdb/queries/read_impact_query'
import { shownImpact } from '#cmdb/queries/shown_impact'
import type { TaskResult } from '#core/actions/run_background_task'
import { documentTexts, type DocumentLanguage } from '#core/documents/document_texts'
import { renderDocument } from '#core/documents/render_document'
import type BackgroundTask from '#core/models/background_task'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Reach } from '#directory/queries/principal'

/** What a task of kind `impact_document` was asked for. */
export type ImpactDocumentInput = {
  number: string
  /** The page's address. */
  query: Record<string, string>
  paper: 'A4' | 'A3'
  language: DocumentLanguage
  places: DrawnPlaces
  reach: Reach
}

/** Collecting the data, making the file. */
export const IMPACT_DOCUMENT_STEPS = 2

/** Points between the margins of a page lying on its side, less the facts above the picture. */
const PICTURE = { A4: [780, 340], A3: [1_130, 590] } satisfies Record<string, [number, number]>

/** The work of such a task, with the rights its reader has by now. Throws when there are none. */
export async function makeImpactDocument(
  task: BackgroundTask,
  advance: () => Promise<void>
): Promise<TaskResult> {
  const { number, query, paper, language, places } = task.input as ImpactDocumentInput
  const principal = await loadPrincipal(task.requestedByUserId!)
  if (!principal) throw new Error('Who asked for the document has no account any more')
  const item = await findConfigurationItem(principal, number)
  const question = await impactQuestion(item, readImpactQuery(query), principal)
  const answer = await impactAnswer(question, principal)
  const shown = await shownImpact(answer, readImpactPicture(query), principal)
  const view = await impactView(shown, principal)
  await advance()

  const texts = documentTexts(language, principal.timeZone)
  const list = impactList(shown)
  const document = impactDocument(item, shown, list, texts, principal.name)
  const picture = { svg: drawingSvg(view, places, texts), fit: PICTURE[paper] as [number, number] }
  const name = `${number}-${texts.i18n.t('cmdb.impact.document.file_name')}`
  return renderDocument(document, texts, { format: 'pdf', name, pdf: { front: [picture], paper } })
}
