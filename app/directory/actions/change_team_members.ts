import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { lockTeam } from '#directory/actions/save_team'
import type Team from '#directory/models/team'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; teamId: number; seenVersion?: number; personIds: number[] }
type Member = { person_id: number; is_lead: boolean | number }

/**
 * Who is in a team and who leads it; a team may have several leads. What is so already changes
 * nothing. All three throw StaleRecord.
 */
export const changeTeamMembers = {
  async add(input: Input) {
    return change(input, 'team.members_added', async (trx, team, known) => {
      const added = input.personIds.filter((id) => !known.has(id))
      const rows = added.map((id) => ({ team_id: team.id, person_id: id, is_lead: false }))
      if (rows.length > 0) await trx.insertQuery().table('team_members').multiInsert(rows)
      return added.map((id) => ({ field: 'memberId', before: null, after: id }))
    })
  },

  async remove(input: Input) {
    return change(input, 'team.members_removed', async (trx, team, known) => {
      const removed = input.personIds.filter((id) => known.has(id))
      await membersOf(trx, team).whereIn('person_id', removed).delete()
      return removed.map((id) => ({ field: 'memberId', before: id, after: null }))
    })
  },

  async lead({ isLead, ...input }: Input & { isLead: boolean }) {
    const action = isLead ? 'team.leads_named' : 'team.leads_relieved'
    return change(input, action, async (trx, team, known) => {
      const named = input.personIds.filter((id) => known.has(id) && known.get(id) !== isLead)
      await membersOf(trx, team).whereIn('person_id', named).update({ is_lead: isLead })
      return named.map((id) =>
        isLead
          ? { field: 'leadId', before: null, after: id }
          : { field: 'leadId', before: id, after: null }
      )
    })
  },
}

type Work = (
  trx: TransactionClientContract,
  team: Team,
  /** Whether a member leads, by their ids. */
  known: ReadonlyMap<number, boolean>
) => Promise<FieldChange[]>

async function change({ actor, teamId, seenVersion }: Input, action: string, work: Work) {
  await inTransaction(async (trx) => {
    const team = await lockTeam(trx, teamId, seenVersion)
    const members: Member[] = await membersOf(trx, team).select('person_id', 'is_lead')
    const known = new Map(members.map((row) => [row.person_id, Boolean(row.is_lead)]))
    const changes = await work(trx, team, known)
    if (changes.length === 0) return
    await team.merge({ version: team.version + 1 }).save()
    await recordAudit(trx, {
      ...{ actor, action, changes, subjectType: 'team', organisationId: null },
      subjectId: team.id,
      subjectVersion: team.version,
    })
  })
}

function membersOf(trx: TransactionClientContract, team: Team) {
  return trx.from('team_members').where('team_id', team.id)
}
