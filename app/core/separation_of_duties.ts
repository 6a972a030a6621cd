import type { Permission } from '#config/permissions'
import { Refusal } from '#core/errors'

/** An account or a person by its id, the same kind throughout one question; null is nobody. */
type Party = number | null | undefined
type Facts = { self: Party; others: readonly Party[] }

type DutyRule = {
  id: string
  /** The permissions whose use it limits, for the page that explains rights. */
  permissions: readonly Permission[]
  forbids: (facts: Facts) => boolean
}

const isOneOfThem = ({ self, others }: Facts) =>
  self !== null && self !== undefined && others.includes(self)
/** Who is not known cannot be somebody else. */
const isNobodyElse = (facts: Facts) =>
  facts.self === null || facts.self === undefined || isOneOfThem(facts)

/**
 * Separation of duties (domain §9): rules that win over every role. Their words stand in the language
 * catalogue under `roles.duties.<id>`. Rules of later areas are here before their first record.
 */
export const DUTY_RULES = [
  { id: 'own_roles', permissions: ['users.manage'], forbids: isOneOfThem },
  { id: 'own_account', permissions: ['users.manage'], forbids: isOneOfThem },
  { id: 'widens_own_role', permissions: ['roles.manage'], forbids: isOneOfThem },
  { id: 'approves_own_request', permissions: [], forbids: isOneOfThem },
  { id: 'approves_own_work', permissions: [], forbids: isOneOfThem },
  { id: 'receives_own_purchase', permissions: [], forbids: isOneOfThem },
  { id: 'unlocks_period_alone', permissions: [], forbids: isNobodyElse },
] as const satisfies readonly DutyRule[]

export type DutyRuleId = (typeof DUTY_RULES)[number]['id']

/** A rule that no role overrides forbids it to this person. */
export class DutySeparated extends Refusal {
  constructor(readonly rule: DutyRuleId) {
    super(`roles.duties.${rule}.refusal`)
  }
}

/** Whether a rule forbids it to `self`, whose parties to the matter are `others`. */
export function forbidsDuty(rule: DutyRuleId, self: Party, ...others: Party[]): boolean {
  return DUTY_RULES.find(({ id }) => id === rule)!.forbids({ self, others })
}

/**
 * Guards an act that nobody does in their own matter: `others` are those who asked for it, did the
 * work, gave the first consent, or whom it is about. Throws DutySeparated.
 */
export function refuseSelf(rule: DutyRuleId, self: Party, ...others: Party[]): void {
  if (forbidsDuty(rule, self, ...others)) throw new DutySeparated(rule)
}
