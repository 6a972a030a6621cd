import { instantOf } from '#calendars/queries/preview'
import { loadWorkingTimesAt } from '#calendars/queries/load_working_time'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { ReferenceNotFound } from '#core/errors'
import type Agreement from '#sla/models/agreement'
import { toldTarget } from '#sla/queries/agreement_content'
import { isoOf } from '#sla/queries/read_clocks'
import { pausesIn } from '#sla/workflow/metric_courses'
import { METRICS_OF_KIND, type TargetTicketKind } from '#sla/workflow/metrics'
import { judgeTargets, type TargetFacts } from '#sla/workflow/target_choice'

type Asked = Omit<TargetFacts, 'organisationIds' | 'ticketKind'> & {
  ticketKind: TargetTicketKind
  organisationId: number | null
  /** `YYYY-MM-DDTHH:mm` on the wall clock of the agreement's calendar. */
  opened: string
}

const FIRST_STATES: Record<TargetTicketKind, string> = {
  incident: 'new',
  request: 'submitted',
  problem: 'new',
  change: 'draft',
}

/**
 * What a ticket like this would be promised: for each metric the target that wins, when it would be
 * due, and every other target with the reason it loses (SLM-02). Throws ReferenceNotFound,
 * UncountedMoment.
 */
export async function simulateAgreement(
  agreement: Agreement,
  principal: Principal,
  { organisationId, opened, ...asked }: Asked
) {
  const { calendar, validFrom, validTo } = agreement
  const openedAt = instantOf(calendar, opened, 'opened').toUTC()
  const onDate = openedAt.toISODate()!
  const organisationIds = await lineageOf(organisationId, principal)
  const facts = { ...asked, organisationIds }
  const isValid = validFrom <= onDate && (validTo === null || onDate <= validTo)
  const metrics = METRICS_OF_KIND[asked.ticketKind].map((metric) => ({
    metric,
    candidates: judgeTargets(
      agreement.targets.filter((target) => target.metric === metric),
      facts
    ),
  }))
  const chosen = metrics.flatMap(({ candidates }) => winnerOf(candidates) ?? [])
  const calendarOf = (target: (typeof chosen)[number]) => target.calendar ?? calendar
  const times = await loadWorkingTimesAt(
    chosen.map((target) => calendarOf(target).id),
    openedAt
  )
  return {
    openedAt: openedAt.toISO()!,
    isValid,
    metrics: metrics.map(({ metric, candidates }) => {
      const winner = isValid ? winnerOf(candidates) : null
      return {
        metric,
        /** Shown as if it counted from the opening; before an approval, say, it stands still. */
        isLater: pausesIn(metric, FIRST_STATES[asked.ticketKind], agreement),
        promise: winner && {
          targetId: winner.id,
          targetMinutes: winner.targetMinutes,
          timeZone: calendarOf(winner).timeZone,
          dueAt: isoOf(
            times.get(calendarOf(winner).id)!.time.add(openedAt.toMillis(), winner.targetMinutes)
          ),
        },
        candidates: candidates.map(({ rule, verdict }) => ({ target: toldTarget(rule), verdict })),
      }
    }),
  }
}

function winnerOf<Rule>(candidates: { rule: Rule; verdict: { outcome: string } }[]): Rule | null {
  return candidates.find(({ verdict }) => verdict.outcome === 'chosen')?.rule ?? null
}

async function lineageOf(id: number | null, principal: Principal): Promise<number[]> {
  if (id === null) return []
  const organisation = await Organisation.visibleTo(principal).where('organisations.id', id).first()
  if (!organisation) throw new ReferenceNotFound('organisationId')
  return organisation.lineage
}
