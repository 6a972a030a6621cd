import type PeriodQuestion from '#billing/models/period_question'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class PeriodQuestionTransformer extends BaseTransformer<PeriodQuestion> {
  toObject() {
    const question = this.resource
    const { timeEntry: entry, askedBy, answeredBy } = question
    return {
      ...this.pick(question, ['id', 'lineKind', 'question', 'answer']),
      /** Null when it is about the whole line, or the work is gone. */
      entry: entry && {
        ...this.pick(entry, ['workDate', 'rawMinutes']),
        ticket: entry.ticket.number,
        workType: this.pick(entry.workType, ['labelRu', 'labelEn']),
      },
      askedBy: askedBy.displayName,
      askedAt: question.createdAt.toISO()!,
      answeredBy: answeredBy?.displayName ?? null,
      answeredAt: question.answeredAt?.toISO() ?? null,
    }
  }
}
