import type { Principal } from '#directory/queries/principal'
import type FeedbackRecord from '#quality/models/feedback_record'
import { isAnswerOverdue } from '#quality/queries/list_feedback'
import { stepsOfComplaint, type ComplaintState } from '#quality/workflow/complaint_steps'
import { BaseTransformer } from '@adonisjs/core/transformers'

const personOf = (person: { id: number; displayName: string } | null) =>
  person ? { id: person.id, name: person.displayName } : null

export default class FeedbackTransformer extends BaseTransformer<FeedbackRecord> {
  constructor(
    resource: FeedbackRecord,
    protected principal: Principal
  ) {
    super(resource)
  }

  /** What the one who said it may read, too. */
  toObject() {
    const record = this.resource
    return {
      ...this.pick(record, ['id', 'number', 'kind', 'saidBy', 'receivedOn', 'dueOn', 'text']),
      state: record.state as ComplaintState | null,
      isOverdue: isAnswerOverdue(record, this.principal.timeZone),
      organisation: this.pick(record.organisation, ['id', 'code', 'name']),
      person: personOf(record.person),
      service: record.service
        ? this.pick(record.service, ['id', 'code', 'nameRu', 'nameEn'])
        : null,
    }
  }

  forPage() {
    const record = this.resource
    const { ticket } = record
    return {
      ...this.toObject(),
      ...this.pick(record, ['version', 'channel', 'answerText']),
      answeredAt: record.answeredAt?.toISO() ?? null,
      ticket: ticket ? { number: ticket.number, title: ticket.title } : null,
    }
  }

  /** For the own people: how grave it is, who looks into it and what they found. */
  forInside() {
    const record = this.resource
    return {
      ...this.pick(record, ['severity', 'finding', 'isJustified']),
      owner: personOf(record.owner),
      aboutPerson: personOf(record.aboutPerson),
      team: record.team ? this.pick(record.team, ['id', 'code', 'name']) : null,
      steps: stepsOfComplaint(record.state),
    }
  }
}
