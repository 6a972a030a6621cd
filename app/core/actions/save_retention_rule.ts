import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { Refusal } from '#core/errors'
import RetentionRule from '#core/models/retention_rule'
import { retentionKinds } from '#core/retention_kinds'
import { inTransaction } from '#core/transaction'
import { errors } from '@adonisjs/lucid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; kind: string; days: number; isOn: boolean; version: number }

/** Says how long a kind of rows is kept. Version 0 is a kind without a rule of its own. Throws StaleRecord. */
export const saveRetentionRule = {
  async handle({ actor, kind, days, isOn, version }: Input): Promise<RetentionRule> {
    const offered = retentionKinds().find((each) => each.kind === kind)
    if (!offered) throw new errors.E_ROW_NOT_FOUND()
    if (days < offered.leastDays) throw new TooFewDays(offered.leastDays)
    return inTransaction(async (trx) => {
      const rule = await findOrNew(trx, kind)
      await refuseStale(trx, 'retention_rule', asSeen(rule), version)
      rule.merge({ days, isOn })
      const changes = pendingChanges(rule).filter(({ field }) => field !== 'kind')
      if (changes.length === 0) return rule
      rule.version = rule.$isPersisted ? rule.version + 1 : 1
      await rule.useTransaction(trx).save()
      await recordAudit(trx, {
        actor,
        subjectType: 'retention_rule',
        subjectId: rule.id,
        subjectVersion: rule.version,
        organisationId: null,
        action: 'retention.rule_changed',
        changes: [{ field: 'retentionKind', before: null, after: kind }, ...changes],
      })
      return rule
    })
  },
}

class TooFewDays extends Refusal {
  constructor(days: number) {
    super('privacy.errors.too_few_days', { days }, 'days')
  }
}

async function findOrNew(trx: TransactionClientContract, kind: string) {
  const rule = await RetentionRule.query({ client: trx }).where({ kind }).forUpdate().first()
  return rule ?? new RetentionRule().merge({ kind })
}

function asSeen(rule: RetentionRule) {
  return rule.$isPersisted ? rule : { id: 0, version: 0 }
}
