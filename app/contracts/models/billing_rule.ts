import type { RuleKind, TermsOfKind } from '#contracts/models/terms_types'
import { BillingRuleSchema } from '#database/schema'

/** One way of charging among those a contract is composed of (§7.2). */
export default class BillingRule extends BillingRuleSchema {
  /** The terms, when the rule is of that kind. */
  termsAs<Kind extends RuleKind>(kind: Kind): TermsOfKind[Kind] {
    if (this.kind !== kind) throw new TypeError(`Rule ${this.key} is ${this.kind}, not ${kind}`)
    return this.terms as TermsOfKind[Kind]
  }
}
