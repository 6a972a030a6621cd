import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import { CodeTaken } from '#directory/errors/organisations'
import Team from '#directory/models/team'
import type { TeamValues } from '#directory/models/team_types'
import { refuseStillInUse } from '#directory/queries/dependants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  /** Null makes a new team. */
  teamId: number | null
  seenVersion?: number
  values: TeamValues
}

/** Adds or changes a team. Throws StaleRecord, CodeTaken, StillInUse. */
export const saveTeam = {
  async handle({ actor, teamId, seenVersion, values }: Input): Promise<Team> {
    return inTransaction(async (trx) => {
      const team = teamId === null ? new Team() : await lockTeam(trx, teamId, seenVersion)
      await refuseTakenCode(trx, values.code, teamId ?? 0)
      const retires = team.$isPersisted && team.isActive && !values.isActive
      if (retires) await refuseStillInUse(trx, 'team', team.id)
      team.merge(values)
      await saveVersioned(trx, team, {
        ...{ actor, subjectType: 'team', organisationId: () => null },
        action: teamId === null ? 'team.created' : 'team.changed',
      })
      return team
    })
  },
}

/** A team that nobody else changes meanwhile. Throws StaleRecord, E_ROW_NOT_FOUND. */
export async function lockTeam(
  trx: TransactionClientContract,
  id: number,
  seenVersion: number | undefined
) {
  const team = await Team.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  await refuseStale(trx, 'team', team, seenVersion)
  return team
}

async function refuseTakenCode(trx: TransactionClientContract, code: string, ownId: number) {
  const other = await Team.query({ client: trx })
    .whereRaw('lower(code) = ?', [code.toLowerCase()])
    .whereNot('id', ownId)
    .first()
  if (other) throw new CodeTaken()
}
