import { controllers } from '#generated/controllers'
import { refersToPeople } from '#directory/queries/person_references'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/services', [controllers.catalog.Services, 'index'])
    router.get('/services/:code', [controllers.catalog.Services, 'show'])
    router.get('/lookups/services', [controllers.catalog.Services, 'lookup'])
  })
  .use(middleware.auth())

// Two records of one person become one.
refersToPeople({ table: 'services', columns: ['owner_person_id'] })
