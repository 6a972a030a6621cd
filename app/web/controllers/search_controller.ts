import { search } from '#web/queries/search'
import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'

const searchValidator = vine.create({ q: vine.string().minLength(2).maxLength(200) })

/** The palette's look-up over every visible record (DSK-03). */
export default class SearchController {
  async index({ request, principal }: HttpContext) {
    const { q } = await request.validateUsing(searchValidator)
    return { hits: await search(principal, q) }
  }
}
