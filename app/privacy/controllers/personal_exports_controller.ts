import { requestPersonalExport } from '#privacy/actions/request_personal_export'
import { takePersonalExport } from '#privacy/actions/take_personal_export'
import { managedPerson } from '#privacy/controllers/managed_person'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import { findPersonalExport } from '#privacy/queries/find_personal_export'
import type { HttpContext } from '@adonisjs/core/http'

/** Everything that is kept about a person as a file, for who asked for it and for two days. */
export default class PersonalExportsController {
  async store(ctx: HttpContext) {
    const person = await managedPerson(ctx)
    const { locale: language, timeZone } = ctx.principal
    const task = await requestPersonalExport.handle({
      actor: ctx.actor,
      person,
      language,
      timeZone,
    })
    return ctx.response.accepted({ id: task.id, url: `/personal-data/exports/${task.id}` })
  }

  async show({ params, principal, bouncer, i18n }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('manage')
    const task = await findPersonalExport(principal, params.id)
    return {
      state: task.state,
      progressDone: task.progressDone,
      progressTotal: task.progressTotal,
      name: task.resultName,
      downloadUrl: task.resultFile ? `/personal-data/exports/${task.id}/file` : null,
      error: task.errorCode ? i18n.t(`tasks.errors.${task.errorCode}`) : null,
    }
  }

  async file(ctx: HttpContext) {
    await ctx.bouncer.with(PrivacyPolicy).authorize('manage')
    const task = await findPersonalExport(ctx.principal, ctx.params.id)
    const { path, name } = await takePersonalExport.handle({ actor: ctx.actor, task })
    ctx.response.header('Cache-Control', 'private, no-store')
    return ctx.response.attachment(path, name)
  }
}
