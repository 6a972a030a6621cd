import { textOf } from '#core/queries/list_query'
import AbsencePolicy from '#directory/policies/absence_policy'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { findAbsentee } from '#directory/queries/find_person'
import {
  lookUpDepartments,
  lookUpOrganisations,
  lookUpPeople,
  lookUpSites,
  lookUpSkills,
  lookUpSubstitutes,
  lookUpTeams,
  type PersonOption,
} from '#directory/queries/lookups'
import type { HttpContext } from '@adonisjs/core/http'

/** Choices for the lookups of forms, as JSON `{ options }`. */
export default class LookupsController {
  async people({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const { q, organisation, tree } = request.qs()
    const narrowing = { within: idOf(organisation), treeOf: idOf(tree) }
    return { options: await lookUpPeople(principal, textOf(q), narrowing) }
  }

  /** Who may stand in for somebody; without `person`, for oneself. */
  async substitutes(ctx: HttpContext) {
    const { request, principal, bouncer } = ctx
    const { q, person: given } = request.qs()
    const personId = idOf(given) ?? principal.personId
    const person = await findAbsentee(principal, personId)
    await bouncer.with(AbsencePolicy).authorize('record', person)
    const options = await lookUpSubstitutes(principal, personId, textOf(q))
    return { options: options.map((option) => withAwayMark(option, ctx)) }
  }

  async organisations({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    return { options: await lookUpOrganisations(principal, textOf(request.qs().q)) }
  }

  async sites({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const organisationId = idOf(request.qs().organisation)
    const options = organisationId === null ? [] : await lookUpSites(principal, organisationId)
    return { options }
  }

  async departments({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const organisationId = idOf(request.qs().organisation)
    const options = organisationId ? await lookUpDepartments(principal, organisationId) : []
    return { options }
  }

  async skills({ request, bouncer }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    return { options: await lookUpSkills(textOf(request.qs().q)) }
  }

  async teams(ctx: HttpContext) {
    await ctx.bouncer.with(DirectoryPolicy).authorize('view')
    const teams = await lookUpTeams(ctx.principal, textOf(ctx.request.qs().q))
    const options = teams.map(({ members, ...team }) => ({
      ...team,
      members: members.map((member) => withAwayMark(member, ctx)),
    }))
    return { options }
  }
}

/** Whoever is away says so in the second line, with who stands in. */
function withAwayMark(option: PersonOption, { i18n }: HttpContext): PersonOption {
  const { description, away } = option
  if (!away) return option
  const until = i18n.formatDate(away.endsOn, { dateStyle: 'short', timeZone: 'UTC' })
  const mark = away.substitute
    ? i18n.t('absences.away_with', { until, name: away.substitute.displayName })
    : i18n.t('absences.away_until', { until })
  return { ...option, description: [mark, description].filter(Boolean).join(' · ') }
}

/** An id in the address; nonsense matches nothing. */
function idOf(given: unknown): number | null {
  const text = textOf(given)
  if (text === null) return null
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
