import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/service-levels', [controllers.reporting.ServiceLevelReports, 'show'])
    router.post('/service-levels/documents', [controllers.reporting.ServiceLevelDocuments, 'store'])
    router.get('/service-level-replays', [controllers.reporting.ServiceLevelReplays, 'index'])
    router.post('/service-level-replays', [controllers.reporting.ServiceLevelReplays, 'store'])
    router.get('/service-level-replays/:id', [controllers.reporting.ServiceLevelReplays, 'show'])
    router.get('/service-level-replays/:id/changes.csv', [
      controllers.reporting.ServiceLevelReplays,
      'csv',
    ])
  })
  .prefix('/reports')
  .use(middleware.auth())
