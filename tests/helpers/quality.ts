import type Person from '#directory/models/person'
import FeedbackRecord from '#quality/models/feedback_record'
import Improvement from '#quality/models/improvement'
import ServiceReview from '#reporting/models/service_review'

let serial = 0
const next = (prefix: string) => `${prefix}-${900_000 + ++serial}`

/** A complaint of somebody, received and not looked into. */
export function createComplaint(
  { id, organisationId }: Person,
  registeredById: number,
  values: Partial<FeedbackRecord> = {}
) {
  return FeedbackRecord.create({
    ...{ number: next('FBK'), kind: 'complaint', organisationId, personId: id, registeredById },
    ...{ channel: 'phone', receivedOn: '2026-03-02', dueOn: '2026-03-09', severity: 'medium' },
    ...{ text: 'Nobody called back.', state: 'received', version: 1, ...values },
  })
}

/** A proposed improvement that nobody has weighed. */
export function createImprovement(
  organisationId: number,
  proposedById: number,
  values: Partial<Improvement> = {}
) {
  return Improvement.create({
    ...{ number: next('IMP'), title: 'Call back', description: 'A reminder.', organisationId },
    ...{ source: 'idea', state: 'proposed', proposedById, version: 1, ...values },
  })
}

/** A planned review of the first quarter. */
export function createReview(organisationId: number, values: Partial<ServiceReview> = {}) {
  return ServiceReview.create({
    ...{ number: next('REV'), organisationId, periodFrom: '2026-01-01', periodTo: '2026-03-31' },
    ...{ plannedOn: '2026-04-10', intervalMonths: 3, state: 'planned', version: 1, ...values },
  })
}
