import { recordView } from '#core/actions/record_view'
import { viewSourceOf } from '#core/view_source'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { readClocks } from '#sla/queries/read_clocks'
import { CLOCK_KINDS } from '#sla/models/clock_types'
import { registerIncident } from '#tickets/actions/register_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import TicketCategory from '#tickets/models/ticket_category'
import { allowedActions } from '#tickets/queries/allowed_actions'
import { checkReferences } from '#tickets/queries/check_references'
import { findTicket } from '#tickets/queries/find_ticket'
import { findTicketPage } from '#tickets/queries/find_ticket_page'
import { registrationDraft } from '#tickets/queries/registration_draft'
import { registrationInput } from '#tickets/queries/registration_input'
import { ticketHistory } from '#tickets/queries/ticket_history'
import { loadTicketPanels } from '#tickets/queries/ticket_panels'
import { ticketOutages } from '#tickets/queries/ticket_outages'
import { ticketTimeline } from '#tickets/queries/ticket_timeline'
import CategoryTransformer from '#tickets/transformers/category_transformer'
import TicketTransformer from '#tickets/transformers/ticket_transformer'
import {
  registerIncidentValidator,
  updateIncidentValidator,
} from '#tickets/validators/incident_validator'
import type { Impact, Priority, Urgency } from '#tickets/workflow/priority'
import type { HttpContext, HttpRequest } from '@adonisjs/core/http'

export default class IncidentsController {
  async create({ inertia, principal, bouncer, request }: HttpContext) {
    await bouncer.with('TicketPolicy').authorize('create')
    return inertia.render('tickets/incidents/new', {
      draft: await registrationDraft(principal, request.qs()),
      categories: CategoryTransformer.transform(await TicketCategory.query().orderBy('position')),
      canChooseRequester: principal.can('tickets.create_for_others'),
      canAddRequester:
        principal.can('tickets.create_for_others') &&
        (await bouncer.with(DirectoryPolicy).allows('addCallers')),
      canSeeItems: principal.can('cis.view'),
      isAgent: principal.can('tickets.work'),
    })
  }

  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with('TicketPolicy').authorize('create')
    const input = await request.validateUsing(registerIncidentValidator)
    await checkReferences(principal, input)
    const ticket = await registerIncident.handle({
      ...registrationInput(principal, actor, input),
      origin: originOf(request, principal.userId),
    })
    return response.redirect(`/incidents/${ticket.number}`)
  }

  async show({ params, inertia, principal, request, bouncer }: HttpContext) {
    const page = await findTicketPage(principal, params.number)
    const { ticket } = page
    const withNotes = principal.canOn('tickets.view_notes', ticket.owned)
    const canWork = principal.canOn('tickets.work', ticket.owned)
    const [timeline, clocks, panels, categories, outages] = await Promise.all([
      ticketTimeline(ticket, { withNotes }),
      readClocks(ticket.id, withNotes ? CLOCK_KINDS : ['sla']),
      loadTicketPanels(ticket, principal),
      canWork ? TicketCategory.query().orderBy('position') : [],
      ticketOutages(page, principal),
      recordView(viewSourceOf(request, principal.userId), 'ticket', ticket),
    ])
    return inertia.render('tickets/incidents/show', {
      ticket: TicketTransformer.transform(page),
      timeline,
      clocks,
      panels,
      outages,
      actions: allowedActions(principal, ticket),
      can: {
        work: canWork,
        reply: canWork || principal.canOn('tickets.confirm', ticket.owned),
        note: withNotes && canWork,
        seeNotes: withNotes,
        seeViews: canWork || principal.canOn('audit.view', ticket.owned),
        overridePriority: principal.canOn('tickets.override_priority', ticket.owned),
        openItems: principal.can('cis.view'),
        openContract: principal.canOn('contracts.view', ticket.owned),
        chooseContract: await bouncer.with('TicketPolicy').allows('chooseContract', ticket),
      },
      categories: CategoryTransformer.transform(categories),
      history: inertia.optional(async () => (withNotes ? ticketHistory(ticket.id) : [])),
    })
  }

  async update({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with('TicketPolicy').authorize('update', ticket)
    const { version, reason, ...fields } = await request.validateUsing(updateIncidentValidator)
    if (fields.priority !== undefined) {
      await bouncer.with('TicketPolicy').authorize('overridePriority', ticket)
    }
    await checkReferences(principal, {
      ...fields,
      // A ticket keeps a service that is no longer offered.
      serviceId: fields.serviceId === ticket.serviceId ? null : fields.serviceId,
      ciIds: fields.primaryCiId ? [fields.primaryCiId] : [],
    })
    await updateIncident.handle({
      actor,
      ticketId: ticket.id,
      version,
      reason: reason ?? null,
      fields: {
        ...fields,
        impact: fields.impact as Impact | undefined,
        urgency: fields.urgency as Urgency | undefined,
        priority: fields.priority as Priority | null | undefined,
      },
    })
    return response.redirect().withQs().back()
  }
}

/** Behind the sign-in wall everybody is signed in. */
function originOf(request: HttpRequest, userId: number) {
  const { ip, userAgent, sourcePage } = viewSourceOf(request, userId)
  return { ip, userAgent, sourcePage, isSignedIn: true }
}
