import type { CiStatus, Environment } from '#cmdb/models/ci_types'

export const BASELINE_SCOPE_KINDS = ['filters', 'neighbourhood'] as const

/** Which items a baseline copies: those a list's filters leave, or those around one item. */
export type BaselineScope =
  | {
      kind: 'filters'
      q: string | null
      /** A class code, or `group.<group>` for all classes of a group. */
      ciClass: string | null
      status: CiStatus | null
      environment: Environment | null
      organisationId: number | null
      serviceId: number | null
    }
  | { kind: 'neighbourhood'; itemId: number; depth: number }

export const BASELINE_STATES = ['queued', 'running', 'done', 'failed'] as const
export type BaselineState = (typeof BASELINE_STATES)[number]

/** `withdrawn`: the source itself took the value back. */
export const UNAUTHORISED_CHANGE_STATES = ['open', 'accepted', 'reverted', 'withdrawn'] as const
export type UnauthorisedChangeState = (typeof UNAUTHORISED_CHANGE_STATES)[number]
