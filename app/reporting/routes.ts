import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/service-levels', [controllers.reporting.ServiceLevelReports, 'show'])
    router.post('/service-levels/documents', [controllers.reporting.ServiceLevelDocuments, 'store'])
  })
  .prefix('/reports')
  .use(middleware.auth())
