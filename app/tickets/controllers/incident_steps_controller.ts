import { assignIncident } from '#tickets/actions/assign_incident'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { awaitVendor } from '#tickets/actions/await_vendor'
import { cancelIncident } from '#tickets/actions/cancel_incident'
import { closeIncident } from '#tickets/actions/close_incident'
import { reopenIncident } from '#tickets/actions/reopen_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { returnIncidentToQueue } from '#tickets/actions/return_incident_to_queue'
import { takeIncident } from '#tickets/actions/take_incident'
import { checkReferences } from '#tickets/queries/check_references'
import { findTicket } from '#tickets/queries/find_ticket'
import {
  assignValidator,
  awaitCustomerValidator,
  awaitVendorValidator,
  cancelValidator,
  closeValidator,
  reasonValidator,
  resolveValidator,
  stepValidator,
} from '#tickets/validators/incident_validator'
import type { IncidentAction } from '#tickets/workflow/incident_workflow'
import type { HttpContext } from '@adonisjs/core/http'

/** Each step of the state machine as a resource of its own: POST /incidents/:number/resolution. */
export default class IncidentStepsController {
  async assign(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'assign')
    const input = await ctx.request.validateUsing(assignValidator)
    await checkReferences(ctx.principal, input)
    await assignIncident.handle({
      ...command,
      ...input,
      assigneeId: input.assigneeId ?? null,
      note: input.note ?? null,
    })
    return ctx.response.redirect().withQs().back()
  }

  async take(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'take')
    await takeIncident.handle({ ...command, ...(await ctx.request.validateUsing(stepValidator)) })
    return ctx.response.redirect().withQs().back()
  }

  async returnToQueue(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'return_to_queue')
    await returnIncidentToQueue.handle({
      ...command,
      ...(await ctx.request.validateUsing(reasonValidator)),
    })
    return ctx.response.redirect().withQs().back()
  }

  async awaitCustomer(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'await_customer')
    await awaitCustomer.handle({
      ...command,
      ...(await ctx.request.validateUsing(awaitCustomerValidator)),
    })
    return ctx.response.redirect().withQs().back()
  }

  async awaitVendor(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'await_vendor')
    await awaitVendor.handle({
      ...command,
      ...(await ctx.request.validateUsing(awaitVendorValidator)),
    })
    return ctx.response.redirect().withQs().back()
  }

  async resume(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'resume')
    await resumeIncident.handle({ ...command, ...(await ctx.request.validateUsing(stepValidator)) })
    return ctx.response.redirect().withQs().back()
  }

  async resolve(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'resolve')
    const input = await ctx.request.validateUsing(resolveValidator)
    await checkReferences(ctx.principal, input)
    await resolveIncident.handle({ ...command, ...input })
    return ctx.response.redirect().withQs().back()
  }

  async close(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'close')
    const { version, reason } = await ctx.request.validateUsing(closeValidator)
    await closeIncident.handle({ ...command, version, reason: reason ?? null })
    return ctx.response.redirect().withQs().back()
  }

  async reopen(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'reopen')
    await reopenIncident.handle({
      ...command,
      ...(await ctx.request.validateUsing(reasonValidator)),
    })
    return ctx.response.redirect().withQs().back()
  }

  async cancel(ctx: HttpContext) {
    const command = await this.#authorized(ctx, 'cancel')
    const { version, cause, note } = await ctx.request.validateUsing(cancelValidator)
    await cancelIncident.handle({ ...command, version, cause, note: note ?? null })
    return ctx.response.redirect().withQs().back()
  }

  async #authorized({ params, principal, bouncer, actor }: HttpContext, action: IncidentAction) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with('TicketPolicy').authorize('perform', ticket, action)
    return { actor, ticketId: ticket.id }
  }
}
