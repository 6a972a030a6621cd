import { saveHealthRule } from '#cmdb/actions/save_health_rule'
import CiHealthRule from '#cmdb/models/ci_health_rule'
import CiHealthSetting from '#cmdb/models/ci_health_setting'
import RelationType from '#cmdb/models/relation_type'
import CiHealthPolicy from '#cmdb/policies/ci_health_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { weightsOf } from '#cmdb/queries/health_page'
import { healthWords } from '#cmdb/queries/health_words'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import HealthRuleTransformer from '#cmdb/transformers/health_rule_transformer'
import RelationTypeTransformer from '#cmdb/transformers/relation_type_transformer'
import {
  createHealthRuleValidator,
  removeHealthRuleValidator,
  updateHealthRuleValidator,
} from '#cmdb/validators/ci_health_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What the items are judged by, for everybody to read and the configuration manager to change. */
export default class HealthRulesController {
  async index({ principal, bouncer, inertia, i18n }: HttpContext) {
    const policy = bouncer.with(CiHealthPolicy)
    await policy.authorize('view')
    const settings = await CiHealthSetting.query().firstOrFail()
    const words = await healthWords(i18n, principal)
    const rules = await CiHealthRule.query().orderBy('id')
    return inertia.render('cmdb/health/rules', {
      rules: HealthRuleTransformer.transform(rules, words),
      weights: { ...weightsOf(settings), version: settings.version },
      classes: CiClassTransformer.transform(await ciClassTable()).useVariant('forTree'),
      relationTypes: RelationTypeTransformer.transform(
        await RelationType.query().orderBy('position')
      ),
      canConfigure: await policy.allows('configure'),
    })
  }

  async store({ request, bouncer, response, actor }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('configure')
    const values = await request.validateUsing(createHealthRuleValidator)
    await saveHealthRule.create({ actor, values })
    return response.redirect('/cmdb-health/rules')
  }

  async update({ params, request, bouncer, response, actor }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('configure')
    const { version, ...values } = await request.validateUsing(updateHealthRuleValidator)
    const id = Number(params.id)
    await saveHealthRule.update({ actor, id, seenVersion: version, values })
    return response.redirect('/cmdb-health/rules')
  }

  async destroy({ params, request, bouncer, response, actor }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('configure')
    const { version } = await request.validateUsing(removeHealthRuleValidator)
    await saveHealthRule.remove({ actor, id: Number(params.id), seenVersion: version })
    return response.redirect('/cmdb-health/rules')
  }
}
