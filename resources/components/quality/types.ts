import type { Data } from '@generated/data'

export type Feedback = Data.Quality.Feedback
export type FeedbackPage = Data.Quality.Feedback.Variants['forPage']
export type FeedbackInside = Data.Quality.Feedback.Variants['forInside']
export type ImprovementRow = Data.Quality.Improvement
export type ImprovementPage = Data.Quality.Improvement.Variants['forPage']
export type ReviewRow = Data.Reporting.ServiceReview
export type ReviewPage = Data.Reporting.ServiceReview.Variants['forPage']

export const FEEDBACK_KINDS = ['complaint', 'compliment'] as const
export const FEEDBACK_CHANNELS = ['mail', 'phone', 'in_person', 'portal', 'survey'] as const
export const SEVERITIES = ['low', 'medium', 'high'] as const
export const COMPLAINT_STATES = ['received', 'investigated', 'answered', 'closed'] as const
export const IMPROVEMENT_STATES = [
  'proposed',
  'approved',
  'in_progress',
  'done',
  'rejected',
] as const
export const IMPROVEMENT_SOURCES = ['review', 'complaint', 'audit', 'incident', 'idea'] as const
export const FREE_SOURCES = ['idea', 'audit', 'incident'] as const
export const SIZES = [1, 2, 3] as const
export const REVIEW_STATES = ['planned', 'held', 'closed'] as const
export const INTERVALS = [1, 2, 3, 6, 12] as const

/** What the ticket's page shows of complaints and compliments about it. */
export type FeedbackPanel = {
  canRegister: boolean
  entries: {
    number: string
    kind: string
    state: string | null
    text: string
    receivedOn: string
    dueOn: string | null
    isOverdue: boolean
  }[]
}

/** Where the record an improvement came from stands. */
export function sourceAddress(source: string, number: string | null): string | null {
  if (number === null) return null
  if (source === 'review') return `/service-reviews/${number}`
  if (source === 'complaint') return `/feedback/${number}`
  return source === 'incident' ? `/tickets/${encodeURIComponent(number)}` : null
}
