import type Agreement from '#sla/models/agreement'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { clock } from '#core/clock'
import { openClocksUnder } from '#sla/queries/open_clocks_under'

/** Clocks under an agreement that run, pause or are late: an edit leaves them alone (SLM-08). */
export async function countOpenClocksUnder(agreementId: number): Promise<number> {
  const [row] = await openClocksUnder(agreementId).count('* as count')
  return Number(row.count)
}

/** The calendars of an agreement on which nothing will ever be due again. */
export async function idleCalendars({ calendar, targets }: Agreement) {
  const calendars = new Map(
    [calendar, ...targets.flatMap((target) => target.calendar ?? [])].map((each) => [each.id, each])
  )
  const idle = []
  for (const each of calendars.values()) {
    const time = await loadWorkingTime(each.id)
    if (time.next(clock.now().toMillis()) === null) idle.push(each)
  }
  return idle.map(({ code, nameRu, nameEn }) => ({ code, nameRu, nameEn }))
}
