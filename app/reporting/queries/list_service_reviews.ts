import { clock } from '#core/clock'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'
import ServiceReview from '#reporting/models/service_review'
import type { ReviewState } from '#reporting/workflow/review_steps'

export type ReviewFilter = ListQuery & { state: ReviewState | null; due: 'overdue' | null }

const COLUMNS = {
  number: 'service_reviews.id',
  planned: 'service_reviews.planned_on',
  client: 'organisations.name',
} as const
const SEARCHED = ['service_reviews.number', 'organisations.name', 'organisations.code']
const SHOWN = 10

/** Reviews one may see; what is planned comes first, then the latest. */
export async function listServiceReviews(principal: Principal, filter: ReviewFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, '-planned')
  const query = ServiceReview.visibleTo(principal)
    .join('organisations', 'organisations.id', 'service_reviews.organisation_id')
    .select('service_reviews.*')
    .preload('organisation')
    .orderBy(column, direction)
    .orderBy('service_reviews.id', 'desc')
  if (filter.state) void query.where('service_reviews.state', filter.state)
  if (filter.due) {
    const today = clock.today(principal.timeZone)
    void query.where('service_reviews.state', 'planned').where('planned_on', '<', today)
  }
  return { list: await listPage(whereWords(query, filter.q, SEARCHED), filter), sort }
}

/** One of those the principal may see, by number, with everything its page names (T2). */
export async function findServiceReview(principal: Principal, number: string) {
  return ServiceReview.visibleTo(principal)
    .where({ number })
    .preload('organisation')
    .preload('services', (services) => void services.orderBy('code'))
    .preload('agreements', (agreements) => void agreements.orderBy('code'))
    .preload('participants', (people) => {
      void people.preload('organisation').orderBy('display_name')
    })
    .firstOrFail()
}

/** Whether the day it was planned for has passed without it. */
export function isReviewOverdue({ state, plannedOn }: ServiceReview, timeZone: string): boolean {
  return state === 'planned' && plannedOn < clock.today(timeZone)
}

/** Planned and latest reviews of an organisation, for its page. */
export async function reviewsOfOrganisation(
  organisationId: number,
  principal: Principal
): Promise<RelatedGroup> {
  const reviews = await ServiceReview.visibleTo(principal)
    .where('service_reviews.organisation_id', organisationId)
    .orderBy('planned_on', 'desc')
    .limit(SHOWN)
  const links = reviews.map(({ number, plannedOn, heldOn }) => ({
    ...{ label: number, description: heldOn ?? plannedOn, href: `/service-reviews/${number}` },
  }))
  return { titleKey: 'service_reviews.title', links }
}
