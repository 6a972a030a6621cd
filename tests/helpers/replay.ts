import { Principal } from '#directory/queries/principal'
import { replayServiceLevels } from '#reporting/queries/replay_service_levels'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import Agreement from '#sla/models/agreement'

const ALL = { all: true, organisationIds: [], teamIds: [], own: false }

/**
 * Replays every promise that ended in the days under the very agreement it was given by; a sound
 * replay finds nothing to change.
 */
export async function replayUnderTheSame(days: { from: string; to: string }) {
  const reader = new Principal(
    0,
    0,
    0,
    'Reader',
    'en',
    'UTC',
    new Map([['agreements.report', ALL]])
  )
  const totals = { tickets: 0, worse: 0, better: 0, gone: 0, added: 0 }
  for (const { id, code } of await Agreement.query().where('kind', 'sla')) {
    const query = serviceLevelQuery({ ...days, agreement: code }, reader)
    const instead = { agreementId: id, calendarId: null, scope: 'all' } as const
    const { tickets, counts, gone, added } = await replayServiceLevels(reader, query, instead)
    totals.tickets += tickets
    totals.worse += counts.worse
    totals.better += counts.better
    totals.gone += gone
    totals.added += added
  }
  return totals
}
