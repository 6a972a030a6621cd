import { giveConsent } from '#privacy/actions/give_consent'
import { outstandingTexts } from '#privacy/queries/mandatory_texts'
import { agreementValidator } from '#privacy/validators/privacy_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What a person who signed in has yet to agree to: a page of its own and nothing else on it. */
export default class OwnConsentsController {
  async show({ principal, inertia, response }: HttpContext) {
    const texts = await outstandingTexts(principal.personId)
    if (texts.length === 0) return response.redirect('/')
    return inertia.render('privacy/agreement/show', {
      texts: texts.map(({ id, number, textRu, textEn, effectiveOn, purpose }) => ({
        ...{ id, number, textRu, textEn, effectiveOn },
        ...{ nameRu: purpose.nameRu, nameEn: purpose.nameEn },
      })),
    })
  }

  async store({ request, principal, response, actor }: HttpContext) {
    const { textIds } = await request.validateUsing(agreementValidator)
    await giveConsent.onPage({
      actor,
      personId: principal.personId,
      textIds,
      ip: request.ip(),
    })
    return response.redirect('/')
  }
}
