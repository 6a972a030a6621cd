import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import {
  recordUnauthorisedChanges,
  type FoundChange,
} from '#cmdb/actions/record_unauthorised_changes'
import { controlledItems } from '#cmdb/queries/controlled_items'
import { coversChange } from '#cmdb/queries/covering_changes'
import { configurationChanges, SOURCE_CHANNELS } from '#cmdb/workflow/source_changes'
import type { AuditRow } from '#core/audit_digest'
import { fromSqlUtc, parseJson } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { settledEnd, settledEvents } from '#core/queries/settled_events'
import { inTransaction } from '#core/transaction'
import db from '@adonisjs/lucid/services/db'

const EVENTS_PER_READ = 1000
const CREATED = 'configuration_item.created'

/**
 * Reads on in the audit for what sources changed in change-controlled items without a change that
 * covers it (domain §4.5). Whoever writes an item writes its history, so nothing passes unseen. Of
 * two readers at once one goes on.
 */
export const watchUnauthorisedChanges = {
  async handle() {
    const from = await readUpTo()
    const beforeId = await settledEnd(from)
    for (let afterId = from; ;) {
      const events = await settledEvents({ afterId, beforeId, limit: EVENTS_PER_READ })
      if (events.length === 0) return
      const found = await this.find(events)
      const lastId = Number(events.at(-1)!.id)
      if (!(await this.keep(found, afterId, lastId))) return
      afterId = lastId
    }
  },

  async find(events: readonly AuditRow[]): Promise<FoundChange[]> {
    const bySources = events.filter(
      ({ subject_type: type, action, channel }) =>
        type === CI_SUBJECT && action !== CREATED && SOURCE_CHANNELS.includes(channel as never)
    )
    const ids = [...new Set(bySources.map((event) => Number(event.subject_id)))]
    const organisations = await controlledItems(ids)
    const found = bySources.flatMap((event) => toFound(event, organisations))
    const covers = await coversChange(found)
    return found.filter((_, index) => covers[index] === null)
  },

  async keep(found: readonly FoundChange[], afterId: number, lastId: number): Promise<boolean> {
    return inTransaction(async (trx) => {
      const moved = await trx
        .from('change_watches')
        .where({ id: 1, last_event_id: afterId })
        .update({ last_event_id: lastId })
      if (Number(moved) === 0) return false
      await recordUnauthorisedChanges(trx, found)
      return true
    })
  },
}

/** The first time it begins with what comes from now on. */
async function readUpTo(): Promise<number> {
  const row = await db.from('change_watches').where('id', 1).first()
  if (row) return Number(row.last_event_id)
  const newest = await db.from('audit_events').max('id as id').first()
  const start = Number(newest?.id ?? 0)
  await db.table('change_watches').insert({ id: 1, last_event_id: start })
  return start
}

function toFound(event: AuditRow, organisations: ReadonlyMap<number, number>): FoundChange[] {
  const itemId = Number(event.subject_id)
  const organisationId = organisations.get(itemId)
  if (organisationId === undefined) return []
  const changes = configurationChanges(parseJson<FieldChange[]>(event.changes))
  return changes.map(({ key, change }) => ({
    ...{ itemId, organisationId, key, change, eventId: Number(event.id) },
    at: fromSqlUtc(event.occurred_at)!,
    channel: String(event.channel),
    actorLabel: String(event.actor_label),
    actorUserId: event.actor_user_id === null ? null : Number(event.actor_user_id),
  }))
}
