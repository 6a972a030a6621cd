import Service from '#catalog/models/service'
import { ReferenceNotFound } from '#core/errors'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'

type References = {
  organisationId: number
  serviceIds: number[]
  agreementIds: number[]
  participantIds: number[]
}

/** Refuses what does not exist or is not this person's to see, naming the field (T3). */
export async function checkReviewReferences(principal: Principal, references: References) {
  const { organisationId, serviceIds, agreementIds, participantIds } = references
  const organisation = await Organisation.visibleTo(principal)
    .where('organisations.id', organisationId)
    .first()
  if (!organisation || !principal.canOn('reviews.manage', { organisationId })) {
    throw new ReferenceNotFound('organisationId')
  }
  const [services, agreements, people] = await Promise.all([
    Service.visibleTo(principal).whereIn('services.id', serviceIds),
    Agreement.visibleTo(principal).whereIn('agreements.id', agreementIds),
    Person.visibleTo(principal).whereIn('people.id', participantIds),
  ])
  if (services.length < serviceIds.length) throw new ReferenceNotFound('serviceIds')
  if (agreements.length < agreementIds.length) throw new ReferenceNotFound('agreementIds')
  if (people.length < participantIds.length) throw new ReferenceNotFound('participantIds')
}
