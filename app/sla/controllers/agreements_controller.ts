import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import { relatedTo } from '#directory/queries/related_links'
import { saveAgreement } from '#sla/actions/save_agreement'
import { AGREEMENT_KINDS, DORMANT_TICKET_KINDS } from '#sla/models/agreement_types'
import type Agreement from '#sla/models/agreement'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { agreementAvailability } from '#sla/queries/agreement_availability'
import { agreementEscalations } from '#sla/queries/agreement_escalations'
import { chainsInDanger } from '#sla/queries/chains_in_danger'
import { agreementHistory } from '#sla/queries/agreement_history'
import { countOpenClocksUnder, idleCalendars } from '#sla/queries/agreement_use'
import { findAgreement } from '#sla/queries/find_agreement'
import { latestRecalculation } from '#sla/queries/latest_recalculation'
import { listAgreements } from '#sla/queries/list_agreements'
import { lookUpAgreements } from '#sla/queries/look_up_agreements'
import AgreementTransformer from '#sla/transformers/agreement_transformer'
import { agreementInput, newAgreementInput } from '#sla/validators/agreement_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class AgreementsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(AgreementPolicy)
    await policy.authorize('view')
    const query = request.qs()
    const filter = { ...listQuery(query), kind: filterOf(query.kind, AGREEMENT_KINDS) }
    const { list, sort } = await listAgreements(principal, filter)
    const rows = AgreementTransformer.transform(list.rows).useVariant('forList')
    const canStudy = await policy.allows('study')
    const canEdit = await policy.allows('rewrite')
    return inertia.render('sla/agreements/index', {
      ...{ list: { ...list, rows }, filter, sort, canStudy, canEdit },
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(AgreementPolicy)
    await policy.authorize('view')
    const agreement = await findAgreement(principal, params.code)
    const isDesk = await policy.allows('study')
    return inertia.render('sla/agreements/show', {
      agreement: AgreementTransformer.transform(agreement).useVariant('forPage'),
      related: await relatedTo('agreement', agreement.id, principal),
      chains: isDesk ? await chainsInDanger(agreement) : [],
      availability: await agreementAvailability(agreement.id),
      canViewCalendars: principal.can('calendars.view'),
      escalations: isDesk ? await agreementEscalations(agreement) : null,
      versions: isDesk ? await agreementHistory(agreement) : null,
      recalculation: isDesk ? await latestRecalculation({ agreementId: agreement.id }) : null,
      openClocks: isDesk ? await countOpenClocksUnder(agreement.id) : 0,
      dormantKinds: DORMANT_TICKET_KINDS,
      idleCalendars: isDesk ? await idleCalendars(agreement) : [],
      canEdit: await policy.allows('edit'),
      canRewrite: await policy.allows('rewrite'),
    })
  }

  /** A new agreement, empty or as a copy of the one the address names. */
  async create({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('rewrite')
    const from = textOf(request.qs().from)
    const source = from ? await findAgreement(principal, from) : null
    const agreement = source && AgreementTransformer.transform(source).useVariant('forEditor')
    return inertia.render('sla/agreements/edit', {
      ...{ agreement, isNew: true, openClocks: 0, dormantKinds: DORMANT_TICKET_KINDS },
    })
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('rewrite')
    const agreement = await findAgreement(principal, params.code)
    return inertia.render('sla/agreements/edit', {
      agreement: AgreementTransformer.transform(agreement).useVariant('forEditor'),
      isNew: false,
      openClocks: await countOpenClocksUnder(agreement.id),
      dormantKinds: DORMANT_TICKET_KINDS,
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(AgreementPolicy).authorize('rewrite')
    const values = await newAgreementInput(ctx)
    const { actor } = ctx
    return this.#answer(ctx, await saveAgreement.handle({ actor, agreementId: null, values }))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(AgreementPolicy).authorize('rewrite')
    const { id: agreementId } = await findAgreement(ctx.principal, ctx.params.code)
    const change = await agreementInput(ctx)
    const { actor } = ctx
    return this.#answer(ctx, await saveAgreement.handle({ actor, agreementId, ...change }))
  }

  /** Choices for the lookups of forms, as JSON `{ options }`. */
  async lookup({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('view')
    return { options: await lookUpAgreements(principal, textOf(request.qs().q)) }
  }

  /** What cannot be kept is told at once, but it is no mistake: the others may follow. */
  async #answer({ response, session, i18n }: HttpContext, agreement: Agreement) {
    const { length: n } = await chainsInDanger(agreement)
    session.flash('success', i18n.t(n === 0 ? 'sla.saved' : 'sla.chains.saved', { n }))
    return response.redirect(`/agreements/${encodeURIComponent(agreement.code)}`)
  }
}
