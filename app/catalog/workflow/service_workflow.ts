import type { ServiceStatus } from '#catalog/models/service_types'

type Step = { from: readonly ServiceStatus[]; to: ServiceStatus }

/** The life of a service: planned, offered, and no longer offered to anybody new (CAT-01). */
export const SERVICE_STEPS = {
  launch: { from: ['pipeline'], to: 'live' },
  retire: { from: ['pipeline', 'live'], to: 'retired' },
  restore: { from: ['retired'], to: 'live' },
} as const satisfies Record<string, Step>

export type ServiceStep = keyof typeof SERVICE_STEPS
export const SERVICE_STEP_NAMES = Object.keys(SERVICE_STEPS) as ServiceStep[]

export function allows(step: ServiceStep, status: ServiceStatus): boolean {
  const from: readonly ServiceStatus[] = SERVICE_STEPS[step].from
  return from.includes(status)
}

/** The steps that lead on from a status, in their order. */
export function stepsFrom(status: ServiceStatus): ServiceStep[] {
  return SERVICE_STEP_NAMES.filter((step) => allows(step, status))
}
