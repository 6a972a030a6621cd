import Organisation from '#directory/models/organisation'
import Team from '#directory/models/team'
import { listTickets, type TicketFilters } from '#tickets/queries/list_tickets'
import TicketRowTransformer from '#tickets/transformers/ticket_row_transformer'
import { ticketListValidator } from '#tickets/validators/ticket_list_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The queue, of one kind or of all. */
export default class TicketsController {
  async index(ctx: HttpContext) {
    return this.#render(ctx, await ctx.request.validateUsing(ticketListValidator))
  }

  async incidents(ctx: HttpContext) {
    const filters = await ctx.request.validateUsing(ticketListValidator)
    return this.#render(ctx, { ...filters, kind: 'incident' })
  }

  async #render({ inertia, principal, bouncer }: HttpContext, filters: TicketFilters) {
    await bouncer.with('TicketPolicy').authorize('list')
    const { rows, sort, ...page } = await listTickets(principal, filters)
    return inertia.render('tickets/index', {
      tickets: TicketRowTransformer.transform(rows),
      page,
      sort,
      filters: {
        view: filters.view ?? 'open',
        kind: filters.kind ?? null,
        q: filters.q ?? null,
        state: filters.state ?? null,
        priority: filters.priority ?? null,
        organisation: filters.organisation ?? null,
        team: filters.team ?? null,
      },
      isAgent: principal.can('tickets.work'),
      organisations: principal.can('directory.view')
        ? await namedOptions(Organisation.visibleTo(principal))
        : [],
      teams: principal.can('tickets.work') ? await namedOptions(Team.query()) : [],
    })
  }
}

type Named = { code: string; name: string }

type Choices = {
  select(...columns: string[]): Choices
  orderBy(column: string): Choices
  pojo<Row>(): PromiseLike<Row[]>
}

async function namedOptions(query: object) {
  const rows = await (query as Choices).select('code', 'name').orderBy('name').pojo<Named>()
  return rows.map(({ code, name }) => ({ value: code, label: name }))
}
