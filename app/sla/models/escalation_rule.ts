import { EscalationRuleSchema } from '#database/schema'
import AgreementTarget from '#sla/models/agreement_target'
import { momentOf, repeatOf } from '#sla/workflow/escalation_actions'
import type { TimerRule } from '#sla/workflow/timers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What happens at a moment of a clock (SLM-06), for one target of an agreement or for a metric. */
export default class EscalationRule extends EscalationRuleSchema {
  @belongsTo(() => AgreementTarget)
  declare target: BelongsTo<typeof AgreementTarget>

  /** What the queue computes with. */
  get timing(): TimerRule {
    return { id: this.id, moment: momentOf(this), repeat: repeatOf(this) }
  }

  /** What the words of an escalation are made of. */
  told(occurrence: number) {
    const { moment, amount, isWallClock } = this
    return { moment, amount, isWallClock, occurrence }
  }

  covers(clock: { agreementId: number; agreementTargetId: number | null; metric: string }) {
    if (clock.agreementId !== this.agreementId || clock.metric !== this.metric) return false
    return this.agreementTargetId === null || this.agreementTargetId === clock.agreementTargetId
  }
}
