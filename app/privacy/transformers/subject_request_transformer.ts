import type { Principal } from '#directory/queries/principal'
import type SubjectRequest from '#privacy/models/subject_request'
import { isOverdue } from '#privacy/queries/list_subject_requests'
import type { RequestKind, RequestState, RequestWay } from '#privacy/workflow/privacy_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class SubjectRequestTransformer extends BaseTransformer<SubjectRequest> {
  constructor(
    resource: SubjectRequest,
    protected principal: Principal
  ) {
    super(resource)
  }

  toObject() {
    const request = this.resource
    return {
      ...this.pick(request, ['id', 'number', 'applicant', 'receivedOn', 'dueOn']),
      kind: request.kind as RequestKind,
      state: request.state as RequestState,
      isOverdue: isOverdue(request, this.principal.timeZone),
      isExtended: request.extendedAt !== null,
      person: request.person ? { id: request.person.id, name: request.person.displayName } : null,
    }
  }

  forPage() {
    const request = this.resource
    return {
      ...this.toObject(),
      ...this.pick(request, ['version', 'requestText', 'answerText', 'extensionReason']),
      receivedBy: request.receivedBy as RequestWay,
      answeredAt: request.answeredAt?.toISO() ?? null,
      extendedAt: request.extendedAt?.toISO() ?? null,
    }
  }
}
