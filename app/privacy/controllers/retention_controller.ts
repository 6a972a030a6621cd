import { saveRetentionRule } from '#core/actions/save_retention_rule'
import { listRetention } from '#core/queries/list_retention'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import RetentionTransformer, {
  type CountedRetention,
} from '#privacy/transformers/retention_transformer'
import { retentionValidator } from '#privacy/validators/privacy_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** How long things are kept, and how many of them would go now. */
export default class RetentionController {
  async index({ bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(PrivacyPolicy)
    await policy.authorize('view')
    return inertia.render('privacy/retention/index', {
      rules: RetentionTransformer.transform(await this.#counted()),
      canManage: await policy.allows('govern'),
    })
  }

  async update({ params, request, bouncer, response, session, i18n, actor }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('govern')
    const input = await request.validateUsing(retentionValidator)
    await saveRetentionRule.handle({ actor, kind: params.kind, ...input })
    session.flash('success', i18n.t('privacy.saved'))
    return response.redirect('/personal-data/retention')
  }

  async #counted(): Promise<CountedRetention[]> {
    const rules = await listRetention()
    return Promise.all(
      rules.map(async (rule) => ({ ...rule, doomed: await rule.offered.count(rule.before) }))
    )
  }
}
