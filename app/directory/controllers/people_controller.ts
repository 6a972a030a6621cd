import { recordView } from '#core/actions/record_view'
import { clock } from '#core/clock'
import { viewSourceOf } from '#core/view_source'
import { savePerson } from '#directory/actions/save_person'
import type Person from '#directory/models/person'
import AbsencePolicy from '#directory/policies/absence_policy'
import AccountPolicy from '#directory/policies/account_policy'
import DirectoryPolicy from '#directory/policies/directory_policy'
import SkillPolicy from '#directory/policies/skill_policy'
import { accountDesk } from '#directory/queries/account_desk'
import { editableOrganisation } from '#directory/queries/editable_organisation'
import { accountOf, findPerson, reportsOf, teamsOf } from '#directory/queries/find_person'
import { listAbsences } from '#directory/queries/list_absences'
import { listPeople } from '#directory/queries/list_people'
import { peopleFilter } from '#directory/queries/people_filter'
import { peopleFilterChoices } from '#directory/queries/people_filter_choices'
import { relatedTo } from '#directory/queries/related_links'
import AbsenceTransformer from '#directory/transformers/absence_transformer'
import AccountTransformer from '#directory/transformers/account_transformer'
import AccountDeskTransformer from '#directory/transformers/account_desk_transformer'
import OrganisationTransformer from '#directory/transformers/organisation_transformer'
import PersonTransformer from '#directory/transformers/person_transformer'
import TeamTransformer from '#directory/transformers/team_transformer'
import { newPersonValidator, personValidator } from '#directory/validators/person_validator'
import { dateIn } from '#directory/workflow/absence_days'
import type { HttpContext } from '@adonisjs/core/http'

export default class PeopleController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const filter = peopleFilter(request.qs())
    const { list, sort, organisation } = await listPeople(principal, filter)
    const rows = PersonTransformer.transform(list.rows).useVariant('forList')
    return inertia.render('directory/people/index', {
      ...{ list: { ...list, rows }, filter, sort, canCreate: await policy.allows('create') },
      organisation: OrganisationTransformer.transform(organisation),
      choices: await peopleFilterChoices(principal, organisation),
    })
  }

  async show(ctx: HttpContext) {
    const { params, request, principal, bouncer, inertia } = ctx
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const person = await findPerson(principal, params.id)
    // A merged record only leads to the one it became.
    if (person.mergedIntoId) return ctx.response.redirect(`/people/${person.mergedIntoId}`)
    await recordView(viewSourceOf(request, principal.userId), 'person', person)
    const canViewAccount = await policy.allows('viewAccount', person)
    const account = canViewAccount ? await accountOf(person.id, principal) : null
    const managed = { person, userId: account?.id ?? null }
    const canManage = await bouncer.with(AccountPolicy).allows('manage', managed)
    const desk = canManage ? await accountDesk(principal, person, account) : null
    return inertia.render('directory/people/show', {
      person: PersonTransformer.transform(person).useVariant('forPage'),
      teams: TeamTransformer.transform(await teamsOf(principal, person.id), principal),
      canViewAccount,
      account: AccountTransformer.transform(account),
      accountDesk: AccountDeskTransformer.transform(desk),
      canExplainRights: canViewAccount && (canManage || principal.can('roles.view')),
      ...(await this.#details(ctx, person)),
      related: await relatedTo('person', person.id, principal),
      canEdit: await policy.allows('edit', { id: person.organisationId }),
    })
  }

  /** Who reports to the person, when they are away, and what of it one may change. */
  async #details({ principal, bouncer }: HttpContext, person: Person) {
    const canRecordAbsences = await bouncer.with(AbsencePolicy).allows('record', person)
    const today = dateIn(clock.now(), person.zone)
    const absences = await listAbsences(person.id, today)
    const canEditSkills = await bouncer.with(SkillPolicy).allows('edit', person)
    return {
      reports: PersonTransformer.transform(await reportsOf(principal, person.id)),
      absences: AbsenceTransformer.transform(absences, canRecordAbsences),
      ...{ today, canRecordAbsences, canEditSkills },
    }
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(DirectoryPolicy).authorize('create')
    const values = await ctx.request.validateUsing(newPersonValidator)
    await editableOrganisation(ctx.principal, values.organisationId, 'organisationId')
    const person = await savePerson.handle({ actor: ctx.actor, personId: null, values })
    return this.#answer(ctx, person.id)
  }

  async update(ctx: HttpContext) {
    const policy = ctx.bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const { id: personId, organisationId } = await findPerson(ctx.principal, ctx.params.id)
    await policy.authorize('edit', { id: organisationId })
    const { version, ...values } = await ctx.request.validateUsing(personValidator)
    await editableOrganisation(ctx.principal, values.organisationId, 'organisationId')
    await savePerson.handle({ actor: ctx.actor, personId, seenVersion: version, values })
    return this.#answer(ctx, personId)
  }

  #answer({ response, session, i18n }: HttpContext, id: number) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(`/people/${id}`)
  }
}
