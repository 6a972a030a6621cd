import { clock } from '#core/clock'
import { listQuery } from '#core/queries/list_query'
import { saveRateCard } from '#contracts/actions/save_rate_card'
import type RateCard from '#contracts/models/rate_card'
import RateCardPolicy from '#contracts/policies/rate_card_policy'
import { findRateCard, listRateCards, workChoices } from '#contracts/queries/list_rate_cards'
import { contractsOnRateCard } from '#contracts/queries/contract_links'
import { cardSettledUntil } from '#contracts/queries/rate_card_use'
import RateCardTransformer from '#contracts/transformers/rate_card_transformer'
import { newRateCardInput, rateCardInput } from '#contracts/validators/rate_card_validator'
import { hasUsualRate, rateGaps } from '#contracts/workflow/rate_problems'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'

export default class RateCardsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(RateCardPolicy).authorize('view')
    const filter = listQuery(request.qs())
    const { list, sort } = await listRateCards(principal, filter)
    const rows = RateCardTransformer.transform(list.rows).useVariant('forList')
    return inertia.render('contracts/rate_cards/index', { list: { ...list, rows }, filter, sort })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(RateCardPolicy)
    await policy.authorize('view')
    const card = await findRateCard(principal, params.code)
    return inertia.render('contracts/rate_cards/show', {
      card: RateCardTransformer.transform(card).useVariant('forPage'),
      gaps: rateGaps(card.rates),
      hasUsual: hasUsualRate(card.rates, clock.today('utc')),
      related: [await contractsOnRateCard(card.id, principal)],
      canEdit: await policy.allows('edit', card),
      ...(await workChoices()),
    })
  }

  async create({ bouncer, inertia }: HttpContext) {
    await bouncer.with(RateCardPolicy).authorize('view')
    const choices = await workChoices()
    return inertia.render('contracts/rate_cards/edit', {
      ...{ card: null, settledUntil: null, ...choices },
    })
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(RateCardPolicy)
    await policy.authorize('view')
    const card = await findRateCard(principal, params.code)
    await policy.authorize('edit', card)
    return inertia.render('contracts/rate_cards/edit', {
      card: RateCardTransformer.transform(card).useVariant('forPage'),
      settledUntil: await cardSettledUntil(db.connection(), card.id),
      ...(await workChoices()),
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(RateCardPolicy).authorize('view')
    const values = await newRateCardInput(ctx)
    const { actor } = ctx
    return this.#answer(ctx, await saveRateCard.handle({ actor, cardId: null, values }))
  }

  async update(ctx: HttpContext) {
    const policy = ctx.bouncer.with(RateCardPolicy)
    await policy.authorize('view')
    const card = await findRateCard(ctx.principal, ctx.params.code)
    await policy.authorize('edit', card)
    const change = await rateCardInput(ctx)
    const { actor } = ctx
    return this.#answer(ctx, await saveRateCard.handle({ actor, cardId: card.id, ...change }))
  }

  #answer({ response, session, i18n }: HttpContext, card: RateCard) {
    session.flash('success', i18n.t('rate_cards.saved'))
    return response.redirect(`/rate-cards/${encodeURIComponent(card.code)}`)
  }
}
