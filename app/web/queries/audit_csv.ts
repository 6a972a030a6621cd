import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import type { FieldChange } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import type { AuditFilter } from '#web/queries/audit_filter'
import { auditWithin } from '#web/queries/audit_scope'
import { readableEvents, type ReadableEvent } from '#web/queries/readable_events'
import type { I18n } from '@adonisjs/i18n'

const ROWS_PER_READ = 500
const COLUMNS = [
  'at',
  'actor',
  'channel',
  'action',
  'record_type',
  'record',
  'field',
  'before',
  'after',
  'reason',
  'request',
]

/** Everything the filter lets through, newest first, one line per change; read piece by piece. */
export async function* auditCsv(
  principal: Principal,
  filter: AuditFilter,
  i18n: I18n
): AsyncGenerator<string> {
  yield (
    BYTE_ORDER_MARK +
    csvLine(
      COLUMNS.map((column) => i18n.t(`audit_log.csv.${column}`)),
      i18n.locale
    )
  )
  const within = await auditWithin(principal, filter)
  for (let before: number | null = null; ;) {
    const query = within().orderBy('id', 'desc').limit(ROWS_PER_READ)
    if (before !== null) void query.where('id', '<', before)
    const rows = await query
    if (rows.length === 0) return
    const events = await readableEvents(rows, principal)
    yield events.map((event) => linesOf(event, principal, i18n)).join('')
    before = rows.at(-1)!.id
  }
}

function linesOf(readable: ReadableEvent, principal: Principal, i18n: I18n): string {
  const changes: (FieldChange | null)[] = readable.changes.length > 0 ? readable.changes : [null]
  return changes
    .map((change) => csvLine(cellsOf(readable, change, principal, i18n), i18n.locale))
    .join('')
}

function cellsOf(
  { event, actor, subject }: ReadableEvent,
  change: FieldChange | null,
  principal: Principal,
  i18n: I18n
) {
  return [
    event.occurredAt.setZone(principal.timeZone).toFormat('yyyy-MM-dd HH:mm:ss ZZ'),
    actor,
    labelOf(`audit_log.channel.${event.channel}`, event.channel, i18n),
    labelOf(`audit.${event.action}`, event.action, i18n),
    labelOf(`audit_log.subject.${event.subjectType}`, event.subjectType, i18n),
    subject?.label ?? `#${event.subjectId}`,
    change ? labelOf(`fields.${change.field}`, change.field, i18n) : '',
    change ? textOf(change.before, i18n) : '',
    change ? textOf(change.after, i18n) : '',
    event.reason ?? '',
    event.requestId ?? '',
  ]
}

function labelOf(key: string, code: string, i18n: I18n): string {
  return i18n.hasMessage(key) ? i18n.t(key) : code
}

function textOf(value: unknown, i18n: I18n): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if ('erased' in value) return i18n.t('audit_log.erased')
  if ('ru' in value && 'en' in value) return String(i18n.locale === 'ru' ? value.ru : value.en)
  return JSON.stringify(value)
}
