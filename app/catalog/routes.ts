import { controllers } from '#generated/controllers'
import { countCalendarUse } from '#calendars/queries/calendar_use'
import { countServicesOn, servicesOnCalendar } from '#catalog/queries/calendar_links'
import { countServicesNeeding } from '#catalog/queries/service_needs'
import { countServiceUse } from '#catalog/queries/service_use'
import { refersToPeople } from '#directory/queries/person_references'
import { offerLinks } from '#directory/queries/related_links'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/services', [controllers.catalog.Services, 'index'])
    router.post('/services', [controllers.catalog.Services, 'store'])
    router.get('/services/new', [controllers.catalog.Services, 'create'])
    router.get('/services/:code', [controllers.catalog.Services, 'show'])
    router.get('/services/:code/edit', [controllers.catalog.Services, 'edit'])
    router.put('/services/:code', [controllers.catalog.Services, 'update'])
    router.put('/services/:code/status', [controllers.catalog.ServiceSteps, 'status'])
    router.put('/services/:code/prices', [controllers.catalog.ServiceSteps, 'prices'])
    router.post('/services/:code/outages', [controllers.catalog.Outages, 'store'])
    router.get('/lookups/services', [controllers.catalog.Services, 'lookup'])

    router.get('/outages', [controllers.catalog.Outages, 'index'])
    router.put('/outages/:id', [controllers.catalog.Outages, 'update'])
    router.put('/outages/:id/end', [controllers.catalog.Outages, 'end'])
    router.delete('/outages/:id', [controllers.catalog.Outages, 'destroy'])

    router.get('/service-families', [controllers.catalog.ServiceFamilies, 'index'])
    router.post('/service-families', [controllers.catalog.ServiceFamilies, 'store'])
    router.put('/service-families/:code', [controllers.catalog.ServiceFamilies, 'update'])
    router.delete('/service-families/:code', [controllers.catalog.ServiceFamilies, 'destroy'])
  })
  .use(middleware.auth())

// Two records of one person become one.
refersToPeople({ table: 'services', columns: ['owner_person_id'] })

// The page of a calendar leads up to the services whose hours it is.
offerLinks('calendar', servicesOnCalendar)
countCalendarUse('services', countServicesOn)

// What a service would leave behind; domains above add theirs.
countServiceUse('services', countServicesNeeding)
