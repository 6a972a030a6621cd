import type { MovedEntries, SeenEntry } from '#billing/actions/move_time_entries'
import type TimeEntry from '#billing/models/time_entry'
import type { TimeStep } from '#billing/workflow/time_entry_steps'
import type { I18n } from '@adonisjs/i18n'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

/** Of the entries somebody names those a query reaches; the others are left out without a word (T2). */
export async function reachableEntries(
  query: ModelQueryBuilderContract<typeof TimeEntry, TimeEntry>,
  seen: readonly SeenEntry[]
): Promise<SeenEntry[]> {
  const found = await query.whereIn(
    'time_entries.id',
    seen.map(({ id }) => id)
  )
  const ids = new Set(found.map(({ id }) => id))
  return seen.filter(({ id }) => ids.has(id))
}

/** How a step of many went, as a message; an error when some stayed as they were. */
export function movedMessage(
  i18n: I18n,
  step: TimeStep,
  { moved, stale, refused }: MovedEntries
): Record<string, string> {
  const left = stale + refused
  const words = i18n.t(`billing.time.moved.${step}`, { n: moved })
  if (left === 0) return { success: words }
  return { error: `${words} ${i18n.t('billing.time.left', { n: left })}` }
}
