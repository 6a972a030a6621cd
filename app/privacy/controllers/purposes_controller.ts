import { savePurpose } from '#privacy/actions/save_purpose'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import { findPurpose, listPurposes } from '#privacy/queries/list_purposes'
import ProcessingPurposeTransformer from '#privacy/transformers/processing_purpose_transformer'
import { newPurposeValidator, purposeValidator } from '#privacy/validators/privacy_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The register of processing: purposes, data, grounds, how long. */
export default class PurposesController {
  async index({ bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(PrivacyPolicy)
    await policy.authorize('view')
    return inertia.render('privacy/register/index', {
      purposes: ProcessingPurposeTransformer.transform(await listPurposes()),
      canManage: await policy.allows('govern'),
    })
  }

  async store({ request, bouncer, response, session, i18n, actor }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('govern')
    const values = await request.validateUsing(newPurposeValidator)
    await savePurpose.handle({ actor, id: null, values })
    session.flash('success', i18n.t('privacy.saved'))
    return response.redirect('/personal-data/register')
  }

  async update({ params, request, bouncer, response, session, i18n, actor }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('govern')
    const { id } = await findPurpose(params.code)
    const { version, ...values } = await request.validateUsing(purposeValidator)
    await savePurpose.handle({ actor, id, version, values })
    session.flash('success', i18n.t('privacy.saved'))
    return response.redirect('/personal-data/register')
  }
}
