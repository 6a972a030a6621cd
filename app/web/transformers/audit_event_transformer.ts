import type { ReadableEvent } from '#web/queries/readable_events'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class AuditEventTransformer extends BaseTransformer<ReadableEvent> {
  toObject() {
    const { event, actor, changes, subject } = this.resource
    return {
      ...this.pick(event, [
        'id',
        'channel',
        'action',
        'subjectType',
        'subjectId',
        'reason',
        'requestId',
      ]),
      at: event.occurredAt.toISO()!,
      actor,
      subject,
      changes,
    }
  }
}
