import { readNotifications } from '#core/actions/read_notifications'
import { listNotifications } from '#web/queries/list_notifications'
import type { HttpContext } from '@adonisjs/core/http'

/** JSON: the notices of the person who is signed in. */
export default class NotificationsController {
  async index({ principal }: HttpContext) {
    return listNotifications(principal)
  }

  /** All of them, or the one named. */
  async update({ principal, request }: HttpContext) {
    const id = Number(request.input('id')) || null
    await readNotifications.handle({ userId: principal.userId, id })
    return listNotifications(principal)
  }
}
