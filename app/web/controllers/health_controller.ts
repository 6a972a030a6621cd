import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'

/** Says whether this process can serve: it is up and its database answers. */
export default class HealthController {
  async show({ response }: HttpContext) {
    await db.rawQuery('select 1')
    return response.ok({ status: 'ok' })
  }
}
