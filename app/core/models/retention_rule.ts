import { RetentionRuleSchema } from '#database/schema'

/** How long a kind of rows is kept; a kind without a rule keeps to what its domain proposes. */
export default class RetentionRule extends RetentionRuleSchema {}
