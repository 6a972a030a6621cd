import { controllers } from '#generated/controllers'
import { countServiceUse } from '#catalog/queries/service_use'
import { countCalendarUse } from '#calendars/queries/calendar_use'
import { tellClocksBehind } from '#calendars/queries/clocks_behind'
import { offerLinks } from '#directory/queries/related_links'
import { agreementsOnCalendar } from '#sla/queries/agreement_links'
import { calendarRecalculation } from '#sla/queries/calendar_recalculation'
import { countAgreementsOn, countClocksOn, countOpenClocksOn } from '#sla/queries/calendar_use'
import { agreementsOnService, countAgreementsOnService } from '#sla/queries/service_use'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/agreements', [controllers.sla.Agreements, 'index'])
    router.post('/agreements', [controllers.sla.Agreements, 'store'])
    router.get('/agreements/new', [controllers.sla.Agreements, 'create'])
    router.get('/lookups/agreements', [controllers.sla.Agreements, 'lookup'])
    router.get('/agreements/chains', [controllers.sla.AgreementChains, 'index'])
    router.get('/agreements/:code', [controllers.sla.Agreements, 'show'])
    router.put('/agreements/:code', [controllers.sla.Agreements, 'update'])
    router.get('/agreements/:code/edit', [controllers.sla.Agreements, 'edit'])
    router.put('/agreements/:code/validity', [controllers.sla.AgreementValidity, 'update'])
    router.post('/agreements/:code/recalculation', [
      controllers.sla.AgreementRecalculations,
      'store',
    ])
    router.post('/calendars/:code/recalculation', [controllers.sla.CalendarRecalculations, 'store'])
    router.get('/agreements/:code/simulation', [controllers.sla.AgreementSimulations, 'show'])
    router.get('/agreements/:code/escalations/preview', [
      controllers.sla.EscalationRules,
      'preview',
    ])
    router.post('/agreements/:code/escalations', [controllers.sla.EscalationRules, 'store'])
    router.put('/agreements/:code/escalations/:id', [controllers.sla.EscalationRules, 'update'])
    router.delete('/agreements/:code/escalations/:id', [controllers.sla.EscalationRules, 'destroy'])
    router.put('/agreements/:code/availability', [controllers.sla.AgreementAvailability, 'update'])
    router.put('/agreements/:code/holders', [controllers.sla.AgreementHolders, 'update'])
  })
  .use(middleware.auth())

// The page of a calendar leads up to the agreements that count on it.
offerLinks('calendar', agreementsOnCalendar)
countCalendarUse('agreements', countAgreementsOn)
countCalendarUse('open_clocks', countOpenClocksOn)
countCalendarUse('clocks', countClocksOn)
tellClocksBehind(calendarRecalculation)

// The page of a service leads up to the agreements with targets of its own.
offerLinks('service', agreementsOnService)
countServiceUse('agreements', countAgreementsOnService)
