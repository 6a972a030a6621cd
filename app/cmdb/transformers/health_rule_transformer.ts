import type CiHealthRule from '#cmdb/models/ci_health_rule'
import type { HealthWords } from '#cmdb/queries/health_words'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A rule with the sentence it says, and what its form is filled with. */
export default class HealthRuleTransformer extends BaseTransformer<CiHealthRule> {
  constructor(
    resource: CiHealthRule,
    protected words: HealthWords
  ) {
    super(resource)
  }

  toObject() {
    const rule = this.resource
    return {
      ...this.pick(rule, ['id', 'kind', 'ciClassId', 'environments', 'relationTypes', 'field']),
      ...this.pick(rule, ['allowedValues', 'days', 'verifiedDays', 'isActive', 'version']),
      isShipped: rule.code !== null,
      className: this.words.className(rule),
      sentence: this.words.rule(rule),
    }
  }
}
