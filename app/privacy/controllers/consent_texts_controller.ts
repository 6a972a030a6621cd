import { clock } from '#core/clock'
import { publishConsentText } from '#privacy/actions/publish_consent_text'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import { findPurpose, listPurposes } from '#privacy/queries/list_purposes'
import ProcessingPurposeTransformer from '#privacy/transformers/processing_purpose_transformer'
import { consentTextValidator } from '#privacy/validators/privacy_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The texts people agree to, purpose by purpose and version by version. */
export default class ConsentTextsController {
  async index({ bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(PrivacyPolicy)
    await policy.authorize('view')
    const purposes = await listPurposes()
    const onConsent = purposes.filter(({ legalBasis }) => legalBasis === 'consent')
    return inertia.render('privacy/consents/index', {
      purposes: ProcessingPurposeTransformer.transform(onConsent),
      today: clock.today('UTC'),
      canManage: await policy.allows('govern'),
    })
  }

  async store({ params, request, bouncer, response, session, i18n, actor }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('govern')
    const { id: purposeId } = await findPurpose(params.code)
    const text = await request.validateUsing(consentTextValidator)
    await publishConsentText.handle({ actor, purposeId, ...text })
    session.flash('success', i18n.t('privacy.consents.published'))
    return response.redirect('/settings/consents')
  }
}
