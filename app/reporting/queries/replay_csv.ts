import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import { documentTexts, type DocumentTexts } from '#core/documents/document_texts'
import { formatMinutes } from '#core/duration'
import type { Principal } from '#directory/queries/principal'
import { nameChanges, type NamedChange } from '#reporting/queries/replay_changes'
import type { ReplayResult } from '#reporting/workflow/replay_tally'

const COLUMNS = [
  ...['ticket', 'title', 'client', 'priority', 'metric', 'side', 'due_before', 'due_after'],
  ...['done', 'target_before', 'target_after'],
]

/** The promises that change side, as CSV in the reader's language and zone. */
export async function replayCsv(
  principal: Principal,
  { changes }: ReplayResult,
  language: 'ru' | 'en'
): Promise<string> {
  const texts = documentTexts(language, principal.timeZone)
  const header = COLUMNS.map((key) => texts.i18n.t(`service_level_replay.columns.${key}`))
  const named = await nameChanges(principal, changes)
  const lines = [header, ...named.map((change) => cellsOf(change, texts))]
  return BYTE_ORDER_MARK + lines.map((cells) => csvLine(cells, language)).join('')
}

function cellsOf(change: NamedChange, { i18n, moment }: DocumentTexts): string[] {
  const at = (millis: number | null) =>
    millis === null ? '' : moment(new Date(millis).toISOString())
  return [
    change.ticket,
    change.title,
    change.client,
    `P${change.priority}`,
    i18n.t(`service_levels.metrics.${change.metric}`),
    i18n.t(`service_level_replay.sides.${change.side}`),
    at(change.dueBefore),
    at(change.dueAfter),
    at(change.stoppedAt),
    formatMinutes(change.targetBefore),
    formatMinutes(change.targetAfter),
  ]
}
