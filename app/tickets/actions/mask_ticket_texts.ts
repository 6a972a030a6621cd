import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { matchingSubjects } from '#core/queries/search_documents'
import { reindexTicket } from '#tickets/actions/reindex_ticket'
import Incident from '#tickets/models/incident'
import Ticket from '#tickets/models/ticket'
import TicketComment from '#tickets/models/ticket_comment'
import { excerptOf, maskPattern, maskText, type Names } from '#core/mask_text'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

export type TextHit = {
  ticketId: number
  number: string
  title: string
  hits: number
  excerpt: string
}

const LOOKED_THROUGH = 500

/**
 * Tickets whose words name a person: their own, those they wrote in, and those the search finds by
 * the name, an address or a number; the newest first, at most five hundred.
 */
export async function findNamedTexts(personId: number, names: Names): Promise<TextHit[]> {
  const pattern = maskPattern(names)
  if (!pattern) return []
  const ids = await candidates(personId, names)
  const hits: TextHit[] = []
  for (const id of ids) {
    const texts = await textsOf(db.connection(), id)
    const found = texts.parts.map((part) => maskText(part, pattern, '').hits)
    const total = found.reduce((sum, each) => sum + each, 0)
    if (total === 0) continue
    const first = texts.parts[found.findIndex((each) => each > 0)]!
    const { number, title } = texts.ticket
    hits.push({ ticketId: id, number, title, hits: total, excerpt: excerptOf(first, pattern) })
  }
  return hits
}

type Masking = { actor: Actor; ticketIds: readonly number[]; names: Names; replacement: string }

/** Puts `replacement` where the texts of these tickets name the person. Returns how many places it was. */
export async function maskTicketTexts(
  trx: TransactionClientContract,
  { actor, ticketIds, names, replacement }: Masking
): Promise<number> {
  const pattern = maskPattern(names)
  let total = 0
  for (const id of pattern ? ticketIds : []) {
    const hits = await maskOne(trx, id, (text) => maskText(text, pattern, replacement))
    total += hits
    if (hits > 0) await note(trx, actor, id, hits)
  }
  return total
}

async function maskOne(
  trx: TransactionClientContract,
  id: number,
  mask: (text: string) => { text: string; hits: number }
): Promise<number> {
  const { ticket, incident, comments } = await textsOf(trx, id)
  const [title, description] = [mask(ticket.title), mask(ticket.description)]
  const resolution = mask(incident?.resolutionText ?? '')
  let total = title.hits + description.hits + resolution.hits
  await ticket
    .useTransaction(trx)
    .merge({ title: title.text.slice(0, 300), description: description.text })
    .save()
  if (incident && resolution.hits > 0) {
    await incident.useTransaction(trx).merge({ resolutionText: resolution.text }).save()
  }
  for (const comment of comments) {
    const body = mask(comment.body)
    total += body.hits
    if (body.hits > 0) await comment.useTransaction(trx).merge({ body: body.text }).save()
  }
  if (total > 0) await reindexTicket(trx, ticket)
  return total
}

/** The audit tells that texts were masked and not what they said. */
async function note(trx: TransactionClientContract, actor: Actor, id: number, hits: number) {
  const ticket = await Ticket.findOrFail(id, { client: trx })
  await recordAudit(trx, {
    actor,
    subjectType: 'ticket',
    subjectId: id,
    organisationId: ticket.organisationId,
    action: 'ticket.texts_masked',
    changes: [{ field: 'maskedPlaces', before: null, after: hits }],
  })
}

async function textsOf(client: QueryClientContract, id: number) {
  const ticket = await Ticket.findOrFail(id, { client })
  const incident = await Incident.query({ client }).where('ticketId', id).first()
  const comments = await TicketComment.query({ client }).where('ticketId', id).orderBy('id')
  const parts = [
    ...[ticket.title, ticket.description, incident?.resolutionText ?? ''],
    ...comments.map(({ body }) => body),
  ]
  return { ticket, incident, comments, parts }
}

async function candidates(personId: number, names: Names): Promise<number[]> {
  const texts = [names.displayName, ...names.emails, ...names.phones]
  const found = texts.flatMap((text) => {
    const query = matchingSubjects({ text, subjectType: 'ticket', includeInternal: true })
    return query ? [query] : []
  })
  const rows = await db
    .from('tickets')
    .where((either) => {
      void either.where('requester_id', personId)
      void either.orWhereIn(
        'id',
        db.from('ticket_comments').where('author_id', personId).select('ticket_id')
      )
      for (const query of found) void either.orWhereIn('id', query)
    })
    .orderBy('id', 'desc')
    .limit(LOOKED_THROUGH)
    .select('id')
  return rows.map(({ id }) => Number(id))
}
