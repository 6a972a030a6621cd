import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'
import FeedbackRecord from '#quality/models/feedback_record'
import Improvement from '#quality/models/improvement'
import { UNANSWERED } from '#quality/workflow/complaint_steps'
import { OPEN_STATES } from '#quality/workflow/improvement_steps'

const SHOWN = 20

/** Complaints of an organisation that wait for their answer. */
export async function unansweredOf(organisationId: number, principal: Principal) {
  const records = await FeedbackRecord.visibleTo(principal)
    .where('feedback_records.organisation_id', organisationId)
    .whereIn('state', [...UNANSWERED])
    .orderBy('due_on')
    .limit(SHOWN)
  const links = records.map(({ number, text }) => ({
    ...{ label: number, description: text.slice(0, 120), href: `/feedback/${number}` },
  }))
  return { titleKey: 'quality.feedback.unanswered', links } satisfies RelatedGroup
}

/** Open improvements of an organisation. */
export async function improvementsOfOrganisation(organisationId: number, principal: Principal) {
  return groupOf(principal, 'improvements.organisation_id', organisationId)
}

/** Open improvements of a service. */
export async function improvementsOfService(serviceId: number, principal: Principal) {
  return groupOf(principal, 'improvements.service_id', serviceId)
}

async function groupOf(principal: Principal, column: string, id: number): Promise<RelatedGroup> {
  const improvements = await Improvement.visibleTo(principal)
    .where(column, id)
    .whereIn('state', [...OPEN_STATES])
    .orderBy('id', 'desc')
    .limit(SHOWN)
  const links = improvements.map(({ number, title }) => ({
    ...{ label: number, description: title, href: `/improvements/${number}` },
  }))
  return { titleKey: 'quality.improvements.title', links }
}
