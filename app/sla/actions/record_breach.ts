import type Clock from '#sla/models/clock'
import type { BreachCause } from '#sla/workflow/metrics'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Breach = { clock: Clock; teamId: number | null; cause: BreachCause }

/** Who held the ticket when its time ran out, and what made it late (SLM-07). Once per clock. */
export async function recordBreaches(trx: TransactionClientContract, breaches: readonly Breach[]) {
  const groups = Map.groupBy(breaches, ({ teamId, cause }) => `${teamId}/${cause}`)
  for (const [first, ...others] of groups.values()) {
    const { teamId, cause } = first!
    await trx
      .from('clocks')
      .whereIn(
        'id',
        [first!, ...others].map(({ clock }) => clock.id)
      )
      .update({ breach_team_id: teamId, breach_cause: cause })
  }
}
