import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/calendars', [controllers.calendars.Calendars, 'index'])
    router.post('/calendars', [controllers.calendars.Calendars, 'store'])
    router.get('/calendars/new', [controllers.calendars.Calendars, 'create'])
    router.post('/calendar-drafts', [controllers.calendars.CalendarPreviews, 'draft'])
    router.get('/calendars/:code', [controllers.calendars.Calendars, 'show'])
    router.get('/calendars/:code/edit', [controllers.calendars.Calendars, 'edit'])
    router.put('/calendars/:code', [controllers.calendars.Calendars, 'update'])
    router.delete('/calendars/:code', [controllers.calendars.Calendars, 'destroy'])
    router.put('/calendars/:code/activity', [controllers.calendars.CalendarActivity, 'update'])
    router.get('/calendars/:code/due', [controllers.calendars.CalendarPreviews, 'due'])
    router.get('/calendars/:code/worked', [controllers.calendars.CalendarPreviews, 'worked'])
    router.get('/lookups/calendars', [controllers.calendars.Calendars, 'lookup'])

    router.get('/holiday-library', [controllers.calendars.HolidaySets, 'library'])
    router.get('/holiday-sets', [controllers.calendars.HolidaySets, 'index'])
    router.post('/holiday-sets', [controllers.calendars.HolidaySets, 'store'])
  })
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.calendars.HolidaySets, 'show'])
    router.put('/', [controllers.calendars.HolidaySets, 'update'])
    router.delete('/', [controllers.calendars.HolidaySets, 'destroy'])
    router.post('/days', [controllers.calendars.Holidays, 'store'])
    router
      .put('/days/:id', [controllers.calendars.Holidays, 'update'])
      .where('id', router.matchers.number())
    router
      .delete('/days/:id', [controllers.calendars.Holidays, 'destroy'])
      .where('id', router.matchers.number())
    router.post('/years', [controllers.calendars.HolidayYears, 'store'])
    router.post('/generation', [controllers.calendars.HolidayYears, 'generate'])
    router.post('/file-preview', [controllers.calendars.HolidayYears, 'preview'])
    router.post('/file', [controllers.calendars.HolidayYears, 'import'])
  })
  .prefix('/holiday-sets/:code')
  .use(middleware.auth())
