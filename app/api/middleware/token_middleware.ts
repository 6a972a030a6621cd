import { NoJson, NoToken, TooManyRequests } from '#api/errors'
import { API_RATE } from '#config/api'
import { keepTokenSeen } from '#directory/actions/keep_token_seen'
import { admitToken, type Admitted } from '#directory/queries/api_tokens'
import { policies } from '#generated/policies'
import { Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import i18nManager from '@adonisjs/i18n/services/main'
import limiter from '@adonisjs/limiter/services/main'

const BEARER = /^Bearer +(?<token>[\w-]+)$/i

/** The wall of the API: a token in `Authorization: Bearer`, and nothing else, says who asks (G-18). */
export default class TokenMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const text = BEARER.exec(ctx.request.header('authorization') ?? '')?.groups?.token
    const admitted = text ? await admitToken(text) : null
    if (!admitted) throw new NoToken()
    await this.#countRequest(ctx, admitted)
    if (ctx.request.hasBody() && !ctx.request.is(['json'])) throw new NoJson()
    await keepTokenSeen(admitted.token, ctx.request.ip())
    this.#admit(ctx, admitted)
    return next()
  }

  #admit(ctx: HttpContext, { principal }: Admitted) {
    ctx.visitor = principal
    ctx.channel = 'api'
    // A program says which language it reads; without that its owner's is taken.
    if (!ctx.request.header('accept-language')) ctx.i18n = i18nManager.locale(principal.locale)
    ctx.bouncer = new Bouncer(() => ctx.visitor, {}, policies).setContainerResolver(
      ctx.containerResolver
    )
  }

  async #countRequest({ response }: HttpContext, { token }: Admitted) {
    const counter = limiter.use('memory', { ...API_RATE })
    const answer = await counter.increment(`api-token:${token.id}`)
    response.header('RateLimit-Limit', String(answer.limit))
    response.header('RateLimit-Remaining', String(Math.max(0, answer.limit - answer.consumed)))
    response.header('RateLimit-Reset', String(Math.ceil(answer.availableIn)))
    if (answer.consumed > answer.limit) throw new TooManyRequests(Math.ceil(answer.availableIn))
  }
}
