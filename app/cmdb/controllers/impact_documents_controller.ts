import { requestImpactDocument } from '#cmdb/actions/request_impact_document'
import { drawingSvg } from '#cmdb/documents/impact_drawing_svg'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { impactAnswer } from '#cmdb/queries/impact_answer'
import { impactQuestion } from '#cmdb/queries/impact_question'
import { impactView } from '#cmdb/queries/impact_view'
import { readImpactPicture } from '#cmdb/queries/read_impact_picture'
import { readImpactQuery } from '#cmdb/queries/read_impact_query'
import { shownImpact } from '#cmdb/queries/shown_impact'
import { impactPdfValidator, impactSvgValidator } from '#cmdb/validators/impact_document_validator'
import { documentTexts } from '#core/documents/document_texts'
import { textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** The picture as a file: the page says where things stand, the server what they are. */
export default class ImpactDocumentsController {
  async svg({ params, principal, request }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    const { places } = await request.validateUsing(impactSvgValidator)
    const question = await impactQuestion(item, readImpactQuery(request.qs()), principal)
    const answer = await impactAnswer(question, principal)
    const shown = await shownImpact(answer, readImpactPicture(request.qs()), principal)
    const texts = documentTexts(principal.locale, principal.timeZone)
    return { svg: drawingSvg(await impactView(shown, principal), places, texts) }
  }

  /** Answers with the task to wait for, as JSON: the page stays where it is. */
  async pdf({ params, principal, request, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    const given = await request.validateUsing(impactPdfValidator)
    const query = Object.fromEntries(
      Object.entries(request.qs()).flatMap(([key, value]) => {
        const text = textOf([value].flat().join(','))
        return text === null ? [] : [[key, text]]
      })
    )
    const wanted = { ...given, query }
    const task = await requestImpactDocument.handle({ actor, principal, item, wanted })
    return response.accepted({ id: task.id, url: `/background-tasks/${task.id}` })
  }
}
