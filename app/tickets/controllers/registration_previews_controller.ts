import { checkReferences } from '#tickets/queries/check_references'
import { registrationPreview } from '#tickets/queries/registration_preview'
import { previewIncidentValidator } from '#tickets/validators/incident_validator'
import type { Impact, Urgency } from '#tickets/workflow/priority'
import type { HttpContext } from '@adonisjs/core/http'

/** GET /incidents/preview: priority and due times before the incident exists, as JSON. */
export default class RegistrationPreviewsController {
  async show({ request, principal, bouncer }: HttpContext) {
    await bouncer.with('TicketPolicy').authorize('create')
    const input = await request.validateUsing(previewIncidentValidator)
    await checkReferences(principal, input)
    const { organisationId, contract, ...preview } = await registrationPreview({
      requesterId: input.requesterId ?? principal.personId,
      serviceId: input.serviceId ?? null,
      ciIds: input.ciIds ?? [],
      impact: input.impact as Impact,
      urgency: input.urgency as Urgency,
    })
    const mayKnowContract = principal.canOn('contracts.view', { organisationId })
    return {
      ...preview,
      hasContract: contract !== null,
      contract:
        contract && mayKnowContract ? { number: contract.number, name: contract.name } : null,
    }
  }
}
