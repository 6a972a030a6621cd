import { mergeIncidents } from '#tickets/actions/merge_incidents'
import { findDuplicates } from '#tickets/queries/find_duplicates'
import { findTicket } from '#tickets/queries/find_ticket'
import { mergeCandidates } from '#tickets/queries/merge_candidates'
import { mergePreview } from '#tickets/queries/merge_preview'
import { mergeSources } from '#tickets/queries/merge_sources'
import {
  mergeCandidatesValidator,
  mergePreviewValidator,
  mergeValidator,
} from '#tickets/validators/merge_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Duplicates of an incident: POST /incidents/:number/duplicates puts others into it (INC-22). */
export default class IncidentMergersController {
  /** JSON: what a duplicate could go into, the likeliest first. */
  async candidates(ctx: HttpContext) {
    const ticket = await this.#authorized(ctx)
    const { q } = await ctx.request.validateUsing(mergeCandidatesValidator)
    return { options: await mergeCandidates(ctx.principal, ticket, q ?? null) }
  }

  /** JSON: what a merge would do, before it is done. */
  async preview(ctx: HttpContext) {
    const target = await this.#authorized(ctx)
    const { sources } = await ctx.request.validateUsing(mergePreviewValidator)
    const duplicates = await findDuplicates(ctx.principal, sources)
    await ctx.bouncer.with('TicketPolicy').authorize('performOnAll', duplicates, 'merge')
    return mergePreview(target, duplicates)
  }

  async store(ctx: HttpContext) {
    const target = await this.#authorized(ctx)
    const { version, sources, reason } = await ctx.request.validateUsing(mergeValidator)
    const numbers = sources.map(({ number }) => number)
    const duplicates = await findDuplicates(ctx.principal, numbers)
    await ctx.bouncer.with('TicketPolicy').authorize('performOnAll', duplicates, 'merge')
    const command = { actor: ctx.actor, targetId: target.id, version, reason: reason ?? null }
    await mergeIncidents.handle({ ...command, sources: mergeSources(duplicates, sources) })
    return ctx.response.redirect(`/incidents/${target.number}`)
  }

  async #authorized({ params, principal, bouncer }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with('TicketPolicy').authorize('perform', ticket, 'merge')
    return ticket
  }
}
