import { CHANNELS, type Channel } from '#core/actor'
import { dayOf, filterOf, idOf, textOf } from '#core/queries/list_query'

const CODE = /^[a-z][a-z_.]{0,79}$/
const PAGE = /^(?<side>before|after)-(?<id>\d{1,15})$/

export type AuditFilter = {
  /** A person: who acted, or about whom. */
  q: string | null
  subject: string | null
  /** One record of the subject's kind, by id; a record's page leads here. */
  record: number | null
  action: string | null
  channel: Channel | null
  /** Calendar days of the reader, both included. */
  from: string | null
  to: string | null
}

/** Rows older (`before`) or newer (`after`) than an id; the newest without either. */
export type AuditCursor = { before: number | null; after: number | null }

/** Reads the filter leniently from the address: what makes no sense is left out. */
export function auditFilter(query: Record<string, unknown>): AuditFilter {
  return {
    q: textOf(query.q)?.slice(0, 100) ?? null,
    subject: codeOf(query.subject),
    record: codeOf(query.subject) ? idOf(query.record) : null,
    action: codeOf(query.action),
    channel: filterOf(query.channel, CHANNELS),
    from: dayOf(query.from),
    to: dayOf(query.to),
  }
}

/** `page=before-123` or `page=after-123`. */
export function auditCursor(query: Record<string, unknown>): AuditCursor {
  const { side, id } = PAGE.exec(textOf(query.page) ?? '')?.groups ?? {}
  return {
    before: side === 'before' ? Number(id) : null,
    after: side === 'after' ? Number(id) : null,
  }
}

function codeOf(given: unknown): string | null {
  const text = textOf(given)
  return text && CODE.test(text) ? text : null
}
