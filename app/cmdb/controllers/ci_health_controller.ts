import { requestCiHealth } from '#cmdb/actions/request_ci_health'
import { saveHealthWeights } from '#cmdb/actions/save_health_weights'
import CiHealthPolicy from '#cmdb/policies/ci_health_policy'
import CiHealthRule from '#cmdb/models/ci_health_rule'
import { healthPage, healthRun, TREND_DAYS } from '#cmdb/queries/health_page'
import { healthWords } from '#cmdb/queries/health_words'
import { healthWeightsValidator } from '#cmdb/validators/ci_health_validator'
import { filterOf, textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** How complete, right and compliant the CMDB is (domain §4.7). */
export default class CiHealthController {
  async index({ request, principal, bouncer, inertia, i18n }: HttpContext) {
    const policy = bouncer.with(CiHealthPolicy)
    await policy.authorize('view')
    const scope = this.#scope(request.qs())
    const words = await healthWords(i18n, principal)
    const rules = await CiHealthRule.query()
    return inertia.render('cmdb/health/index', {
      scope,
      health: await healthPage(principal, scope),
      rules: Object.fromEntries(
        rules.map((rule) => [rule.id, `${words.className(rule)}: ${words.rule(rule)}`])
      ),
      run: await healthRun(),
      canConfigure: await policy.allows('configure'),
    })
  }

  /** A run out of turn. */
  async store({ bouncer, response, actor }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('configure')
    await requestCiHealth.handle({ actor })
    return response.redirect().withQs().back()
  }

  async weights({ request, bouncer, response, actor }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('configure')
    const { version, ...weights } = await request.validateUsing(healthWeightsValidator)
    await saveHealthWeights.handle({ actor, seenVersion: version, weights })
    return response.redirect().withQs().back()
  }

  #scope(address: Record<string, unknown>) {
    return {
      class: textOf(address.class),
      organisation: textOf(address.organisation),
      days: filterOf(address.days, TREND_DAYS) ?? 30,
    }
  }
}
