import { recordAudit } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { documentTexts } from '#core/documents/document_texts'
import { renderDocument } from '#core/documents/render_document'
import { inTransaction } from '#core/transaction'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import { listPurposes } from '#privacy/queries/list_purposes'
import { registerDocument } from '#privacy/queries/register_document'
import type { HttpContext } from '@adonisjs/core/http'

/** The register of processing as a workbook, for the regulator and for the shelf. */
export default class RegisterExportsController {
  async show({ bouncer, principal, response, actor }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('view')
    const texts = documentTexts(principal.locale, principal.timeZone)
    const document = registerDocument(await listPurposes(), texts)
    const name = `processing-register-${clock.today(principal.timeZone)}`
    const file = await renderDocument(document, texts, { format: 'xlsx', name })
    await inTransaction((trx) =>
      recordAudit(trx, {
        actor,
        subjectType: 'processing_purpose',
        subjectId: 0,
        organisationId: null,
        action: 'processing.register_exported',
      })
    )
    response.type(file.type)
    response.header('Content-Disposition', `attachment; filename="${file.name}"`)
    return response.send(Buffer.from(file.content))
  }
}
