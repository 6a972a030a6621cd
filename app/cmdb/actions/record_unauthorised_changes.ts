import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import { insertRows } from '#core/actions/insert_rows'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { isDeepStrictEqual } from 'node:util'

export type FoundChange = {
  itemId: number
  organisationId: number
  /** The field, of a relation with which one it is. */
  key: string
  change: FieldChange
  eventId: number
  at: DateTime
  channel: string
  actorLabel: string
  actorUserId: number | null
}

const PER_READ = 500

/**
 * Keeps changes that no change covers, in the order they were made: one open finding per item and
 * field. When the field changes again the finding goes on; when it is what it was, it is withdrawn.
 */
export async function recordUnauthorisedChanges(
  trx: TransactionClientContract,
  found: readonly FoundChange[]
) {
  const byKey = Map.groupBy(found, ({ itemId, key }) => `${itemId}:${key}`)
  const open = await openFindings(trx, [...byKey.keys()])
  const rows: object[] = []
  for (const [key, changes] of byKey) {
    const known = open.get(key)
    if (known) await goOn(known, changes)
    else if (isLasting(changes)) rows.push(toRow(key, changes))
  }
  await insertRows(trx, 'unauthorised_changes', rows as Record<string, unknown>[])
}

async function openFindings(trx: TransactionClientContract, keys: string[]) {
  const found = new Map<string, UnauthorisedChange>()
  for (const some of portions(keys, PER_READ)) {
    const rows = await UnauthorisedChange.query({ client: trx })
      .whereIn('openKey', some)
      .forUpdate()
    for (const row of rows) found.set(row.openKey!, row)
  }
  return found
}

async function goOn(finding: UnauthorisedChange, changes: readonly FoundChange[]) {
  const last = changes.at(-1)!
  const change = { ...finding.change, after: last.change.after }
  const isBack = isDeepStrictEqual(change.before, change.after)
  await finding
    .merge({ change, lastEventId: last.eventId, lastAt: last.at })
    .merge({ times: finding.times + changes.length, version: finding.version + 1 })
    .merge({ channel: last.channel, actorLabel: last.actorLabel, actorUserId: last.actorUserId })
    .merge(isBack ? { state: 'withdrawn', openKey: null } : {})
    .save()
}

function isLasting(changes: readonly FoundChange[]): boolean {
  return !isDeepStrictEqual(changes[0]!.change.before, changes.at(-1)!.change.after)
}

function toRow(key: string, changes: readonly FoundChange[]) {
  const [first, last] = [changes[0]!, changes.at(-1)!]
  const { field, before } = first.change
  const now = toSqlUtc(clock.now())
  return {
    ...{ item_id: first.itemId, organisation_id: first.organisationId, field: first.key },
    change: JSON.stringify({ field, before, after: last.change.after }),
    ...{ first_event_id: first.eventId, last_event_id: last.eventId, times: changes.length },
    ...{ first_at: toSqlUtc(first.at), last_at: toSqlUtc(last.at), channel: last.channel },
    ...{ actor_label: last.actorLabel, actor_user_id: last.actorUserId },
    ...{ state: 'open', open_key: key, version: 1, created_at: now, updated_at: now },
  }
}
