import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'
import { mergedInto } from '#tickets/queries/merged_into'
import db from '@adonisjs/lucid/services/db'

export type TicketDuplicates = {
  /** The incident this one is part of by now; `canOpen` when the person may see it. */
  mergedInto: { number: string; canOpen: boolean } | null
  /** What went into this one, of what the person may see. */
  duplicates: { number: string; title: string; requester: string }[]
}

/** Both ends of the link between a duplicate and the incident it went into (G-14). */
export async function ticketDuplicates(
  principal: Principal,
  ticketId: number,
  isDuplicate: boolean
): Promise<TicketDuplicates> {
  const target = isDuplicate ? await mergedInto(ticketId, db.connection()) : null
  return {
    mergedInto: target && { number: target.number, canOpen: await isSeen(principal, target.id) },
    duplicates: await Ticket.visibleTo(principal)
      .join('incidents', 'incidents.ticket_id', 'tickets.id')
      .join('people as requesters', 'requesters.id', 'tickets.requester_id')
      .where('incidents.duplicate_of_id', ticketId)
      .orderBy('tickets.id')
      .select('tickets.number', 'tickets.title', 'requesters.display_name as requester')
      .pojo<TicketDuplicates['duplicates'][number]>(),
  }
}

async function isSeen(principal: Principal, id: number): Promise<boolean> {
  return Boolean(await Ticket.visibleTo(principal).where('tickets.id', id).first())
}
