import type DistinctPeople from '#directory/models/distinct_people'
import PersonTransformer from '#directory/transformers/person_transformer'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** Two people who are not the same; both must be loaded. */
export default class DistinctPeopleTransformer extends BaseTransformer<DistinctPeople> {
  toObject() {
    const { id, createdAt, person, other } = this.resource
    return {
      ...{ id, saidAt: createdAt.toISO()! },
      person: PersonTransformer.transform(person),
      other: PersonTransformer.transform(other),
    }
  }
}
