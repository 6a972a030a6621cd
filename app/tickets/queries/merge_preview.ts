import { mergeAmounts } from '#tickets/actions/merge_followers'
import type Ticket from '#tickets/models/ticket'
import { nextState } from '#tickets/workflow/incident_workflow'
import type { IncidentState } from '#tickets/workflow/kinds'
import { differences, earliestOpening, targetRefusal } from '#tickets/workflow/merge_rules'
import db from '@adonisjs/lucid/services/db'

export type MergePreview = Awaited<ReturnType<typeof mergePreview>>

/**
 * What a merge would move, in what each duplicate is unlike the target, what stands in the way, and
 * since when the target would be open. A handful of statements whatever the number of duplicates.
 */
export async function mergePreview(target: Ticket, sources: readonly Ticket[]) {
  const ids = sources.map(({ id }) => id)
  const [facts, comments, items, amounts] = [
    await factsOf([target.id, ...ids]),
    await countBy('ticket_comments', ids),
    await countBy('ticket_configuration_items', ids),
    await mergeAmounts(db.connection(), ids),
  ]
  const opening = earliestOpening([target, ...sources])
  return {
    target: { ...toTold(target), ...facts.get(target.id) },
    openedAt: opening.toISO()!,
    isOpenedEarlier: opening < target.openedAt,
    sources: sources.map((source) => ({
      ...toTold(source),
      ...facts.get(source.id),
      refusal: refusalOf(target, source),
      differs: differences(target, source),
      moves: {
        comments: comments.get(source.id) ?? 0,
        items: items.get(source.id) ?? 0,
        minutes: amounts.get('time')?.get(source.id) ?? 0,
        expenses: amounts.get('expenses')?.get(source.id) ?? 0,
      },
    })),
  }
}

function toTold({ number, version, title, state, priority, openedAt }: Ticket) {
  return { number, version, title, state, priority, openedAt: openedAt.toISO()! }
}

function refusalOf(target: Ticket, source: Ticket) {
  if (target.id === source.id) return 'itself'
  const refusal = targetRefusal(target, source)
  if (refusal) return refusal
  return nextState(source.state as IncidentState, 'merge') ? null : 'source_ended'
}

async function factsOf(ids: readonly number[]) {
  const rows = await db
    .from('tickets')
    .join('organisations', 'organisations.id', 'tickets.organisation_id')
    .join('people', 'people.id', 'tickets.requester_id')
    .leftJoin('services', 'services.id', 'tickets.service_id')
    .leftJoin('configuration_items as items', 'items.id', 'tickets.primary_ci_id')
    .whereIn('tickets.id', [...ids])
    .select('tickets.id', 'organisations.name as organisation', 'people.display_name as requester')
    .select('services.name_ru', 'services.name_en', 'items.name as item')
  return new Map(
    rows.map((row) => [
      Number(row.id),
      {
        organisation: String(row.organisation),
        requester: String(row.requester),
        service: row.name_ru === null ? null : { ru: String(row.name_ru), en: String(row.name_en) },
        item: row.item === null ? null : String(row.item),
      },
    ])
  )
}

async function countBy(table: string, ids: readonly number[]) {
  const rows = await db
    .from(table)
    .whereIn('ticket_id', [...ids])
    .groupBy('ticket_id')
    .select('ticket_id')
    .count('* as total')
  return new Map(rows.map((row) => [Number(row.ticket_id), Number(row.total)]))
}
