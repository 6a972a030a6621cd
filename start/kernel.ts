import env from '#start/env'
import { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#web/exceptions/handler'))

server.use([
  () => import('#web/middleware/request_id_middleware'),
  ...(env.get('BENCH') ? [() => import('#web/middleware/count_queries_middleware')] : []),
  () => import('#web/middleware/flood_middleware'),
  () => import('#api/middleware/frontier_middleware'),
  () => import('#web/middleware/container_bindings_middleware'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
  // Before the router, so that even what fails early is answered with a page.
  () => import('#web/middleware/inertia_middleware'),
])

router.use([
  () => import('@adonisjs/core/bodyparser_middleware'),
  // Session, forms' guard and the signed-in person.
  () => import('#web/middleware/browser_middleware'),
  () => import('#web/middleware/detect_locale_middleware'),
  () => import('#web/middleware/setup_middleware'),
  () => import('#web/middleware/consent_middleware'),
])

export const middleware = router.named({
  auth: () => import('#web/middleware/auth_middleware'),
  guest: () => import('#web/middleware/guest_middleware'),
  token: () => import('#api/middleware/token_middleware'),
})

// Whichever wall was passed, it knows who passed.
HttpContext.getter('principal', function (this: HttpContext) {
  if (!this.visitor) {
    throw new Error('A principal exists only behind a wall: the sign-in page or a token')
  }
  return this.visitor
})

HttpContext.getter('actor', function (this: HttpContext) {
  return this.principal.asActor(this.channel ?? 'ui', this.request.id() ?? null)
})
