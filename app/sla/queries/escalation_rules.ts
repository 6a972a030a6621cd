import EscalationRule from '#sla/models/escalation_rule'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The escalation rules of some agreements, in the order they were made. */
export async function loadEscalationRules(
  agreementIds: Iterable<number>,
  client?: QueryClientContract
): Promise<EscalationRule[]> {
  const ids = [...new Set(agreementIds)]
  if (ids.length === 0) return []
  return EscalationRule.query({ client }).whereIn('agreementId', ids).orderBy('id')
}
