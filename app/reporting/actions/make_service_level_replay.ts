import type { TaskResult } from '#core/actions/run_background_task'
import type BackgroundTask from '#core/models/background_task'
import type { Reach } from '#directory/queries/principal'
import { loadPrincipal } from '#directory/queries/load_principal'
import { replayServiceLevels } from '#reporting/queries/replay_service_levels'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import type { ReplayScope } from '#sla/queries/promise_replay'

/** What stands in the place of what was promised, as it was named when the replay was asked for. */
export type ReplayTerms = { id: number; code: string; ru: string; en: string; version: number }

/** What a task of kind `service_level_replay` was asked for. */
export type ServiceLevelReplayInput = {
  /** The page's address. */
  query: Record<string, string>
  agreement: ReplayTerms | null
  calendar: ReplayTerms | null
  scope: ReplayScope
  reach: Reach
}

/**
 * The work of such a task, with the rights its reader has by now; its file holds a `ReplayResult`.
 * Throws when there are none.
 */
export async function makeServiceLevelReplay(task: BackgroundTask): Promise<TaskResult> {
  const { query, agreement, calendar, scope } = task.input as ServiceLevelReplayInput
  const principal = await loadPrincipal(task.requestedByUserId!)
  if (!principal) throw new Error('Who asked for the replay has no account any more')
  const asked = serviceLevelQuery(query, principal)
  const instead = { agreementId: agreement?.id ?? null, calendarId: calendar?.id ?? null, scope }
  const result = await replayServiceLevels(
    principal,
    asked,
    instead,
    async (progressDone, progressTotal) => {
      await task.merge({ progressDone, progressTotal }).save()
    }
  )
  const { from, to } = asked.span
  return {
    name: `service-level-replay-${from}-${to}.json`,
    type: 'application/json',
    content: Buffer.from(JSON.stringify(result)),
  }
}
