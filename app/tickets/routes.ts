import { controllers } from '#generated/controllers'
import { findOutageTickets } from '#catalog/queries/outage_tickets'
import { countServiceUse } from '#catalog/queries/service_use'
import { countOpenTicketsNaming } from '#tickets/queries/service_use'
import { TICKET_PERSONAL_DATA } from '#tickets/actions/ticket_personal_data'
import { recalculateTicketsWith } from '#sla/actions/recalculation_host'
import { ticketRecalculationHost } from '#tickets/actions/ticket_recalculation_host'
import { declarePersonalData } from '#directory/queries/personal_data'
import { keepsActive } from '#directory/queries/dependants'
import { refersToItems } from '#cmdb/queries/item_references'
import { repointTicketItems } from '#tickets/actions/repoint_ticket_items'
import { refersToPeople } from '#directory/queries/person_references'
import { visibleTicketNumbers } from '#tickets/queries/ticket_outages'
import { openTicketsOf } from '#tickets/queries/open_tickets_of'
import { affectedPromises } from '#tickets/queries/affected_promises'
import { incidentBadges } from '#tickets/queries/incident_badges'
import { openTicketsOfItem, pastTicketsOfItem } from '#tickets/queries/tickets_of_item'
import { registerCiPanel } from '#cmdb/queries/ci_panels'
import { registerImpactBadge } from '#cmdb/queries/impact_badges'
import { registerConsequence } from '#cmdb/queries/impact_consequences'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/tickets', [controllers.tickets.Tickets, 'index'])
    router.get('/tickets/:number', [controllers.tickets.Incidents, 'show']).as('tickets.show')
    router.get('/incidents', [controllers.tickets.Tickets, 'incidents'])
    router.get('/incidents/new', [controllers.tickets.Incidents, 'create'])
    router.get('/incidents/preview', [controllers.tickets.RegistrationPreviews, 'show'])
    router.post('/incidents', [controllers.tickets.Incidents, 'store'])
    router.get('/incidents/:number', [controllers.tickets.Incidents, 'show']).as('incidents.show')
    router.get('/incidents/:number/views', [controllers.tickets.TicketViews, 'index'])
    router.get('/incidents/:number/clocks', [controllers.tickets.TicketClocks, 'index'])
    router.patch('/incidents/:number/clocks/:id', [controllers.tickets.TicketClocks, 'update'])
    router.get('/incidents/:number/contract', [controllers.tickets.TicketContracts, 'show'])
    router.put('/incidents/:number/contract', [controllers.tickets.TicketContracts, 'update'])
    router.patch('/incidents/:number', [controllers.tickets.Incidents, 'update'])
    router.post('/incidents/:number/assignment', [controllers.tickets.IncidentSteps, 'assign'])
    router.post('/incidents/:number/work', [controllers.tickets.IncidentSteps, 'take'])
    router.post('/incidents/:number/queue-return', [
      controllers.tickets.IncidentSteps,
      'returnToQueue',
    ])
    router.post('/incidents/:number/customer-wait', [
      controllers.tickets.IncidentSteps,
      'awaitCustomer',
    ])
    router.post('/incidents/:number/vendor-wait', [
      controllers.tickets.IncidentSteps,
      'awaitVendor',
    ])
    router.post('/incidents/:number/resumption', [controllers.tickets.IncidentSteps, 'resume'])
    router.post('/incidents/:number/resolution', [controllers.tickets.IncidentSteps, 'resolve'])
    router.post('/incidents/:number/closure', [controllers.tickets.IncidentSteps, 'close'])
    router.post('/incidents/:number/reopening', [controllers.tickets.IncidentSteps, 'reopen'])
    router.post('/incidents/:number/cancellation', [controllers.tickets.IncidentSteps, 'cancel'])
    router.get('/incidents/:number/merge-candidates', [
      controllers.tickets.IncidentMergers,
      'candidates',
    ])
    router.get('/incidents/:number/duplicates/preview', [
      controllers.tickets.IncidentMergers,
      'preview',
    ])
    router.post('/incidents/:number/duplicates', [controllers.tickets.IncidentMergers, 'store'])
    router.post('/incidents/:number/comments', [controllers.tickets.TicketComments, 'store'])
    router.post('/incidents/:number/outages', [controllers.tickets.TicketOutages, 'store'])
  })
  .use(middleware.auth())

// What is kept about people is told where it is exported and erased as a whole.
declarePersonalData(...TICKET_PERSONAL_DATA)

// Two items become one; nothing is removed that a ticket names.
refersToItems(
  { table: 'tickets', columns: ['primary_ci_id'] },
  { table: 'ticket_configuration_items', columns: ['ci_id'], repoint: repointTicketItems }
)

// Two records of one person become one.
refersToPeople(
  { table: 'tickets', columns: ['requester_id', 'registered_by_id', 'assignee_id'] },
  { table: 'ticket_comments', columns: ['author_id'] },
  { table: 'ticket_transitions', columns: ['actor_id'] },
  { table: 'ticket_assignments', columns: ['assignee_id', 'assigned_by_id'] }
)

// Open clocks follow an edited agreement by what their tickets are now.
recalculateTicketsWith(ticketRecalculationHost)

// What open tickets hang on stays active.
const openTickets = 'tickets.open_hang_on'
keepsActive('organisation', { messageKey: openTickets, count: openTicketsOf('organisation_id') })
keepsActive('site', { messageKey: openTickets, count: openTicketsOf('site_id') })
keepsActive('team', { messageKey: openTickets, count: openTicketsOf('team_id') })
countServiceUse('open_tickets', countOpenTicketsNaming)

// What an item's page and its impact say of tickets.
registerCiPanel({ key: 'open_tickets', load: openTicketsOfItem })
registerCiPanel({ key: 'past_tickets', load: pastTicketsOfItem })
registerConsequence({ key: 'open_tickets', load: affectedPromises })
registerImpactBadge({ key: 'incidents', load: incidentBadges })

// An outage names the ticket it came from.
findOutageTickets(visibleTicketNumbers)
