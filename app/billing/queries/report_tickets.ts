import type { ReportClock } from '#billing/queries/report_clocks'
import type { ReportEntry, ReportTicket } from '#billing/queries/report_types'
import type { ReportPeriod } from '#billing/workflow/report_period'
import { toSqlUtc } from '#core/columns'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'
import Ticket from '#tickets/models/ticket'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Found = {
  contractId: number
  period: ReportPeriod
  clocks: ReportClock[]
  entries: (ReportEntry & { ticketId: number })[]
}

/** Tickets opened, resolved, worked or judged in the period, in order of opening. */
export async function reportTickets(
  client: QueryClientContract,
  { contractId, period, clocks, entries }: Found
): Promise<ReportTicket[]> {
  const span: [string, string] = [toSqlUtc(period.startsAt), toSqlUtc(period.endsAt)]
  const touchedIds = [...new Set([...clocks, ...entries].map(({ ticketId }) => ticketId))]
  const tickets = await Ticket.query({ client })
    .where((query) => {
      for (const column of ['openedAt', 'resolvedAt']) {
        void query.orWhere((inner) => {
          void inner
            .where('contractId', contractId)
            .where(column, '>=', span[0])
            .where(column, '<', span[1])
        })
      }
      for (const ids of chunks(touchedIds)) void query.orWhereIn('id', ids)
    })
    // A duplicate is told of as the incident it went into (INC-22).
    .whereNotExists((duplicate) => {
      void duplicate
        .from('incidents')
        .whereColumn('incidents.ticket_id', 'tickets.id')
        .whereNotNull('incidents.duplicate_of_id')
    })
    .orderBy('openedAt')
    .orderBy('id')
    .preload('requester')
    .preload('site')
    .preload('service')
    .preload('configurationItems')
  const entriesOf = Map.groupBy(entries, ({ ticketId }) => ticketId)
  const clocksOf = Map.groupBy(clocks, ({ ticketId }) => ticketId)
  return tickets.map((ticket) =>
    toReportTicket(ticket, clocksOf.get(ticket.id) ?? [], entriesOf.get(ticket.id) ?? [])
  )
}

/** A query holds a limited number of values. */
function chunks(ids: number[]): number[][] {
  const size = 500
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size)
  )
}

function toReportTicket(
  ticket: Ticket,
  clocks: ReportClock[],
  entries: ReportEntry[]
): ReportTicket {
  const outcomeOf = (metric: string) =>
    clocks.find((clock) => clock.metric === metric)?.outcome ?? null
  const primary = ticket.configurationItems.find((item) => item.id === ticket.primaryCiId)
  const amounts = entries.map((entry) => entry.amountMinor).filter((amount) => amount !== null)
  return {
    number: ticket.number,
    kind: ticket.kind,
    title: ticket.title,
    requester: ticket.requester.displayName,
    site: ticket.site?.name ?? null,
    service: ticket.service ? { ru: ticket.service.nameRu, en: ticket.service.nameEn } : null,
    item: (primary ?? ticket.configurationItems[0])?.name ?? null,
    priority: ticket.priority,
    state: ticket.state,
    openedAt: ticket.openedAt.toISO()!,
    respondedAt: ticket.firstResponseAt?.toISO() ?? null,
    resolvedAt: ticket.resolvedAt?.toISO() ?? null,
    response: outcomeOf('response'),
    resolution: outcomeOf('resolution'),
    billedMinutes: sumMinutes(entries.map((entry) => entry.billedMinutes)),
    amountMinor: amounts.length > 0 ? sumMinor(amounts) : null,
  }
}
