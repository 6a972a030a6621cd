import Calendar from '#calendars/models/calendar'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const REST_DAYS = ['6', '7'] as const

/** The calendars an answer may be counted by: those that rest at the weekend. */
export async function answerCalendars(client?: QueryClientContract): Promise<Calendar[]> {
  const calendars = await Calendar.query({ client }).orderBy('id')
  return calendars.filter(({ week }) => REST_DAYS.every((day) => week[day].length === 0))
}
