import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** What fits the history's column and can stand in a log and a header as it is. */
const SOUND = /^[\w.:-]{1,60}$/

/** A proxy may name the request; a name that is no name is replaced by one of ours. */
export default class RequestIdMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const given = request.header('x-request-id')
    if (given !== undefined && !SOUND.test(given)) delete request.request.headers['x-request-id']
    return next()
  }
}
