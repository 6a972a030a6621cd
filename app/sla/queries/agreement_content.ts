import type Calendar from '#calendars/models/calendar'
import Agreement from '#sla/models/agreement'
import type AgreementAvailability from '#sla/models/agreement_availability'
import type AgreementTarget from '#sla/models/agreement_target'
import type { AgreementContent, NamedThen, ToldTarget } from '#sla/workflow/agreement_content'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** An agreement as it stands, in words that outlast what it names. */
export async function agreementContent(
  agreementId: number,
  client: QueryClientContract
): Promise<AgreementContent> {
  const agreement = await Agreement.query({ client })
    .where('id', agreementId)
    .preload('calendar')
    .preload('targets', (targets) => {
      void targets.preload('service').preload('organisation').preload('calendar').orderBy('id')
    })
    .preload('availability', (promises) => {
      void promises.preload('service').preload('calendar').orderBy('serviceId')
    })
    .firstOrFail()
  const { code, nameRu, nameEn, validFrom, validTo, pauseStates } = agreement
  const { switchPolicy, reopenPolicy, deliveryStart } = agreement
  return {
    ...{ code, nameRu, nameEn },
    calendar: named(agreement.calendar),
    ...{ validFrom, validTo, pauseStates, switchPolicy, reopenPolicy, deliveryStart },
    targets: agreement.targets.map(toldTarget),
    ...toldAvailability(agreement.availability),
  }
}

/** Service, organisation and calendar must be loaded. */
export function toldTarget(target: AgreementTarget): ToldTarget {
  const { service, organisation, calendar } = target
  return {
    id: target.id,
    metric: target.metric,
    ticketKind: target.ticketKind,
    service: service ? named(service) : null,
    organisation: organisation
      ? {
          ...{ id: organisation.id, code: organisation.code },
          ...{ ru: organisation.name, en: organisation.name },
        }
      : null,
    ciCriticality: target.ciCriticality,
    isVipOnly: target.isVipOnly,
    priority: target.priority,
    targetMinutes: target.targetMinutes,
    calendar: calendar ? named(calendar) : null,
  }
}

function toldAvailability(promises: AgreementAvailability[]) {
  if (promises.length === 0) return {}
  const availability = promises.map(({ service, target, calendar }) => ({
    ...{ service: named(service), target },
    calendar: calendar ? named(calendar) : null,
  }))
  return { availability }
}

function named({ id, code, nameRu, nameEn }: Pick<Calendar, 'id' | 'code' | 'nameRu' | 'nameEn'>) {
  return { id, code, ru: nameRu, en: nameEn } satisfies NamedThen
}
