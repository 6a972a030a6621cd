import { saveDepartment } from '#directory/actions/save_department'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { findOrganisation } from '#directory/queries/find_organisation'
import {
  departmentValidator,
  newDepartmentValidator,
} from '#directory/validators/organisation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The departments of an organisation. */
export default class DepartmentsController {
  async store(ctx: HttpContext) {
    const organisation = await this.#organisation(ctx)
    const values = await ctx.request.validateUsing(newDepartmentValidator)
    const department = { organisationId: organisation.id, departmentId: null, values }
    await saveDepartment.handle({ actor: ctx.actor, ...department })
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    const organisation = await this.#organisation(ctx)
    const { version, ...values } = await ctx.request.validateUsing(departmentValidator)
    const departmentId = Number(ctx.params.id)
    const department = { organisationId: organisation.id, departmentId, values }
    await saveDepartment.handle({ actor: ctx.actor, ...department, seenVersion: version })
    return this.#answer(ctx)
  }

  async #organisation({ params, principal, bouncer }: HttpContext) {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const organisation = await findOrganisation(principal, params.code)
    await policy.authorize('edit', organisation)
    return organisation
  }

  #answer({ response, session, i18n, params }: HttpContext) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(`/organisations/${encodeURIComponent(params.code)}`)
  }
}
