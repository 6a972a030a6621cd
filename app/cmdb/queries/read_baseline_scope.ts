import type { BaselineScope } from '#cmdb/models/baseline_types'
import type { CiStatus, Environment } from '#cmdb/models/ci_types'
import { visibleIds } from '#cmdb/queries/baseline_scope'
import { ReferenceNotFound } from '#core/errors'
import type { Principal } from '#directory/queries/principal'

type Given = {
  kind: BaselineScope['kind']
  q?: string | null
  ciClass?: string | null
  status?: CiStatus | null
  environment?: Environment | null
  organisationId?: number | null
  serviceId?: number | null
  itemId?: number | null
  depth?: number | null
}

const USUAL_DEPTH = 2

/**
 * The scope a form asks for.
 * @throws ReferenceNotFound when it begins with an item the principal does not see
 */
export async function readBaselineScope(
  given: Given,
  principal: Principal
): Promise<BaselineScope> {
  const { q = null, ciClass = null, status = null, environment = null } = given
  const { organisationId = null, serviceId = null, itemId = null, depth = null } = given
  if (given.kind === 'filters') {
    const names = { q, ciClass, organisationId, serviceId }
    return { kind: 'filters', status, environment, ...names }
  }
  const [id] = await visibleIds([itemId ?? 0], principal)
  if (id === undefined) throw new ReferenceNotFound('itemId')
  return { kind: 'neighbourhood', itemId: id, depth: depth ?? USUAL_DEPTH }
}
