import type { Permission } from '#config/permissions'
import type BackgroundTask from '#core/models/background_task'
import type { Principal, Reach } from '#directory/queries/principal'
import { isDeepStrictEqual } from 'node:util'

/** Whether what a task made may still be seen with a right that was needed to ask for it (T8). */
export function isTaskReached(
  principal: Principal,
  permission: Permission,
  task: BackgroundTask
): boolean {
  if (task.organisationId !== null) return principal.canOn(permission, task)
  // What was made over many organisations is for whom reaches the very same ones as at that moment.
  const { reach } = task.input as { reach?: Reach }
  return principal.can(permission) && isDeepStrictEqual(reach, principal.reach(permission))
}
