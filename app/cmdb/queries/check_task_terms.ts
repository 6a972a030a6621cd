import type { TaskTerms } from '#cmdb/actions/work_finding'
import { ReferenceNotFound } from '#core/errors'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

/** Only active teams and people the principal sees can be given work. Throws ReferenceNotFound. */
export async function checkTaskTerms(principal: Principal, terms: TaskTerms) {
  const { assignedTeamId, assignedPersonId } = terms
  if (assignedTeamId !== null) {
    const team = await Team.visibleTo(principal).where('teams.id', assignedTeamId).first()
    if (!team?.isActive) throw new ReferenceNotFound('assignedTeamId')
  }
  if (assignedPersonId !== null) {
    const person = await Person.visibleTo(principal).where('people.id', assignedPersonId).first()
    if (!person?.isActive) throw new ReferenceNotFound('assignedPersonId')
  }
}
