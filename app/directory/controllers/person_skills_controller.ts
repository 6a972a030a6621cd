import { setPersonSkills } from '#directory/actions/set_person_skills'
import SkillPolicy from '#directory/policies/skill_policy'
import { findPerson } from '#directory/queries/find_person'
import { personSkillsValidator } from '#directory/validators/team_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What one person can do. */
export default class PersonSkillsController {
  async update({
    params,
    request,
    response,
    principal,
    bouncer,
    session,
    i18n,
    actor,
  }: HttpContext) {
    const person = await findPerson(principal, params.id)
    await bouncer.with(SkillPolicy).authorize('edit', person)
    const { version, skills } = await request.validateUsing(personSkillsValidator)
    await setPersonSkills.handle({ actor, personId: person.id, seenVersion: version, skills })
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(`/people/${person.id}`)
  }
}
