import Calendar from '#calendars/models/calendar'
import { ClockSchema } from '#database/schema'
import Agreement from '#sla/models/agreement'
import ClockPause from '#sla/models/clock_pause'
import AgreementTarget from '#sla/models/agreement_target'
import type { ClockFacts } from '#sla/workflow/clock'
import type { CausedPause } from '#sla/workflow/recount_pauses'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** A deadline of one ticket and metric (SLM-05), with the target version it was set by. */
export default class Clock extends ClockSchema {
  @belongsTo(() => Agreement)
  declare agreement: BelongsTo<typeof Agreement>

  @belongsTo(() => Calendar)
  declare calendar: BelongsTo<typeof Calendar>

  /** Where the promise came from; it may be gone. */
  @belongsTo(() => AgreementTarget)
  declare agreementTarget: BelongsTo<typeof AgreementTarget>

  @hasMany(() => ClockPause, { onQuery: (query) => void query.orderBy('id') })
  declare pauses: HasMany<typeof ClockPause>

  /** The pauses with why they began; they must be loaded. */
  get causedPauses(): CausedPause[] {
    return this.pauses.map(({ startedAt, endedAt, cause }) => ({
      ...{ from: startedAt.toMillis(), to: endedAt?.toMillis() ?? null, cause },
    }))
  }

  /** What the pure clock computes with; pauses must be loaded. */
  get facts(): ClockFacts {
    return {
      startedAt: this.startedAt.toMillis(),
      targetMinutes: this.targetMinutes,
      pauses: this.causedPauses.map(({ from, to }) => ({ from, to })),
      stoppedAt: this.stoppedAt?.toMillis() ?? null,
    }
  }
}
