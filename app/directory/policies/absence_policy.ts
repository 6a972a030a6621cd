import type Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'
import db from '@adonisjs/lucid/services/db'

/** Who records when somebody is away and knows why. */
export default class AbsencePolicy extends BasePolicy {
  /** Themselves, whoever manages accounts there, and the leads of their teams. */
  async record(principal: Principal, person: Pick<Person, 'id' | 'organisationId'>) {
    if (person.id === principal.personId) return true
    if (principal.canOn('users.manage', { organisationId: person.organisationId })) return true
    return leads(principal.personId, person.id)
  }
}

async function leads(leadId: number, personId: number): Promise<boolean> {
  const row = await db
    .from('team_members as leads')
    .join('team_members as members', 'members.team_id', 'leads.team_id')
    .where({ 'leads.person_id': leadId, 'leads.is_lead': true, 'members.person_id': personId })
    .select('leads.id')
    .first()
  return row !== null
}
