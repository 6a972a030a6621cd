import PeriodQuestion from '#billing/models/period_question'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** What was asked about a period's lines, the oldest first, with whom and what about. */
export function questionsOfPeriod(periodId: number): Promise<PeriodQuestion[]> {
  return PeriodQuestion.query()
    .where('billingPeriodId', periodId)
    .preload('askedBy')
    .preload('answeredBy')
    .preload('timeEntry', (entry) => void entry.preload('ticket').preload('workType'))
    .orderBy('id')
}

export async function countUnanswered(
  periodId: number,
  client?: QueryClientContract
): Promise<number> {
  const [counted] = await PeriodQuestion.query({ client })
    .where('billingPeriodId', periodId)
    .whereNull('answeredAt')
    .count('* as total')
  return Number(counted!.$extras.total)
}
