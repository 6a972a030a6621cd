import { languageValidator, preferencesValidator } from '#directory/validators/session_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** How a person likes the screens: kept with the account, or in a cookie for a guest. */
export default class PreferencesController {
  async update({ request, auth, response }: HttpContext) {
    const preferences = await request.validateUsing(preferencesValidator)
    await auth.getUserOrFail().merge(preferences).save()
    return response.redirect().withQs().back()
  }

  async chooseLanguage({ request, response }: HttpContext) {
    const { locale } = await request.validateUsing(languageValidator)
    response.plainCookie('locale', locale, { encode: false, maxAge: '365d', httpOnly: true })
    return response.redirect().withQs().back()
  }
}
