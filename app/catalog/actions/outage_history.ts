import type { Actor } from '#core/actor'

type Act = 'registered' | 'changed' | 'ended' | 'deleted'

/** How the history of an outage is kept: under its client when it concerns one alone. */
export function outageHistory(actor: Actor, concerned: readonly { id: number }[], act: Act) {
  const organisationId = concerned.length === 1 ? concerned[0]!.id : null
  return {
    ...{ actor, subjectType: 'service_outage', organisationId: () => organisationId },
    action: `service_outage.${act}`,
  }
}
