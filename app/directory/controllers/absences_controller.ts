import { clock } from '#core/clock'
import { saveAbsence } from '#directory/actions/save_absence'
import { UnknownReference } from '#directory/errors/references'
import type Person from '#directory/models/person'
import AbsencePolicy from '#directory/policies/absence_policy'
import { findAbsentee } from '#directory/queries/find_person'
import { listAbsences } from '#directory/queries/list_absences'
import { substitutesFor } from '#directory/queries/substitutes'
import AbsenceTransformer from '#directory/transformers/absence_transformer'
import {
  absenceRemovalValidator,
  absenceValidator,
  newAbsenceValidator,
} from '#directory/validators/absence_validator'
import { dateIn } from '#directory/workflow/absence_days'
import type { HttpContext } from '@adonisjs/core/http'

/** When somebody is away: one's own days under /account, others' under /people/:id. */
export default class AbsencesController {
  async index(ctx: HttpContext) {
    const person = await this.#person(ctx)
    const today = dateIn(clock.now(), person.zone)
    const absences = await listAbsences(person.id, today)
    return ctx.inertia.render('directory/account/absences', {
      ...{ personId: person.id, version: person.version, today },
      absences: AbsenceTransformer.transform(absences, true),
    })
  }

  async store(ctx: HttpContext) {
    const person = await this.#person(ctx)
    const values = await ctx.request.validateUsing(newAbsenceValidator)
    await this.#refuseForeignSubstitute(ctx, person, values.substituteId)
    const absence = { personId: person.id, absenceId: null, values }
    await saveAbsence.handle({ actor: ctx.actor, ...absence })
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    const person = await this.#person(ctx)
    const { version, ...values } = await ctx.request.validateUsing(absenceValidator)
    await this.#refuseForeignSubstitute(ctx, person, values.substituteId)
    const absence = { personId: person.id, absenceId: Number(ctx.params.absenceId), values }
    await saveAbsence.handle({ actor: ctx.actor, ...absence, seenVersion: version })
    return this.#answer(ctx)
  }

  async destroy(ctx: HttpContext) {
    const person = await this.#person(ctx)
    const { version } = await ctx.request.validateUsing(absenceRemovalValidator)
    const absence = { personId: person.id, absenceId: Number(ctx.params.absenceId) }
    await saveAbsence.remove({ actor: ctx.actor, ...absence, seenVersion: version })
    return this.#answer(ctx)
  }

  async #person({ params, principal, bouncer }: HttpContext): Promise<Person> {
    const person = await findAbsentee(principal, params.id ?? principal.personId)
    await bouncer.with(AbsencePolicy).authorize('record', person)
    return person
  }

  /** Whom one may not choose does not exist (T3). */
  async #refuseForeignSubstitute(
    { principal }: HttpContext,
    { id }: Person,
    chosen: number | null
  ) {
    if (chosen === null || chosen === id) return
    const candidate = await substitutesFor(principal, id).where('people.id', chosen).first()
    if (!candidate) throw new UnknownReference('substituteId')
  }

  #answer({ response, session, i18n }: HttpContext) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect().withQs().back()
  }
}
