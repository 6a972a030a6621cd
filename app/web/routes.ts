import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { errors } from '@adonisjs/core'
import router from '@adonisjs/core/services/router'

router.get('/language/:locale/:version', [controllers.web.LanguageCatalog, 'show'])
router.get('/health', [controllers.web.Health, 'show'])

router
  .group(() => {
    router.get('/', [controllers.web.Home, 'index'])
    router.get('/notifications', [controllers.web.Notifications, 'index'])
    router.patch('/notifications', [controllers.web.Notifications, 'update'])
    router.get('/search', [controllers.web.Search, 'index'])
    router.get('/rights', [controllers.web.Rights, 'index'])
    router.get('/audit', [controllers.web.Audit, 'index'])
    router.get('/audit/export', [controllers.web.AuditExports, 'show'])
    router.get('/background-tasks/:id', [controllers.web.BackgroundTasks, 'show'])
    router.get('/background-tasks/:id/file', [controllers.web.BackgroundTasks, 'file'])
  })
  .use(middleware.auth())

// Unknown addresses go through the middleware too: the answer is a page of the shell.
router.any('*', () => {
  throw new errors.E_ROUTE_NOT_FOUND(['this method', 'this address'])
})
