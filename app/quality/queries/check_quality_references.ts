import Service from '#catalog/models/service'
import { ReferenceNotFound } from '#core/errors'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

type References = {
  organisationId?: number | null
  serviceId?: number | null
  teamId?: number | null
  ownerId?: number | null
  aboutPersonId?: number | null
}

/** Refuses what does not exist or is not this person's to see, naming the field (T3). */
export async function checkQualityReferences(principal: Principal, references: References) {
  const person = (id: number) => Person.visibleTo(principal).where('people.id', id).first()
  const finders = {
    organisationId: (id: number) =>
      Organisation.visibleTo(principal).where('organisations.id', id).first(),
    serviceId: (id: number) => Service.visibleTo(principal).where('services.id', id).first(),
    teamId: (id: number) => Team.visibleTo(principal).where('teams.id', id).first(),
    ...{ ownerId: person, aboutPersonId: person },
  }
  for (const [field, find] of Object.entries(finders)) {
    const id = references[field as keyof References]
    if (id && !(await find(id))) throw new ReferenceNotFound(field)
  }
}
