import type { RightQuestion } from '#web/queries/right_question'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class RightQuestionTransformer extends BaseTransformer<RightQuestion> {
  toObject() {
    const { person, permission, record } = this.resource
    return {
      permission,
      person: person && {
        ...{ id: person.id, name: person.displayName, organisation: person.organisation.name },
      },
      record: record && {
        ...this.pick(record, ['kind', 'label', 'href', 'organisation', 'team', 'requester']),
      },
    }
  }
}
