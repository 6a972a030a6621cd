import { Refusal, StaleRecord } from '#core/errors'
import { say } from '#core/say'
import { savePerson } from '#directory/actions/save_person'
import type { PersonValues } from '#directory/models/person_types'
import Person from '#directory/models/person'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { peopleChangeValidator } from '#directory/validators/person_validator'
import type { HttpContext } from '@adonisjs/core/http'

type Row = { id: number; version: number }

/** The same change of several people; every one is guarded as if it were alone and answers for itself (G-17). */
export default class PeopleChangesController {
  async store(ctx: HttpContext) {
    const { principal, request, bouncer } = ctx
    await bouncer.with(DirectoryPolicy).authorize('create')
    const { people, ...values } = await request.validateUsing(peopleChangeValidator)
    const ids = people.map(({ id }) => id)
    const seen = await Person.visibleTo(principal).whereIn('people.id', ids)
    const byId = new Map(seen.map((person) => [person.id, person]))
    const results = []
    for (const row of people) {
      const person = byId.get(row.id)
      const error = person
        ? await this.#change(ctx, person, row, values)
        : ctx.i18n.t('directory.refusals.unknown_reference')
      results.push({ id: row.id, name: person?.displayName ?? null, error })
    }
    return ctx.response.json({ results })
  }

  /** Null when it is done, else why not. */
  async #change(
    { bouncer, i18n, actor }: HttpContext,
    person: Person,
    { id, version }: Row,
    values: Partial<PersonValues>
  ): Promise<string | null> {
    const mayEdit = await bouncer
      .with(DirectoryPolicy)
      .allows('edit', { id: person.organisationId })
    if (!mayEdit) return i18n.t('errors.forbidden.title')
    try {
      await savePerson.handle({ actor, personId: id, seenVersion: version, values })
      return null
    } catch (error) {
      if (error instanceof Refusal) return say(i18n, error.messageKey, error.params)
      if (error instanceof StaleRecord) return i18n.t('errors.stale_record')
      throw error
    }
  }
}
