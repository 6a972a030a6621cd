import { PERMISSION_TABLE } from '#config/permission_table'
import type { Permission, Scope } from '#config/permissions'
import { DUTY_RULES, forbidsDuty, type DutyRuleId } from '#core/separation_of_duties'
import Organisation from '#directory/models/organisation'
import Team from '#directory/models/team'
import RoleAssignment from '#directory/models/role_assignment'
import User from '#directory/models/user'
import { loadRights, type Grant, type Rights } from '#directory/queries/load_principal'
import { coverOf, type Cover, type Principal } from '#directory/queries/principal'
import type { RightRecord } from '#web/queries/find_right_record'

export type AccountState = 'active' | 'none' | 'user_inactive' | 'person_inactive'

/** What one role assignment has to do with the answer. */
export type ExplainedGrant = {
  assignmentId: number
  role: { code: string; labelRu: string; labelEn: string }
  /** Null when the role does not hold the permission at all. */
  scope: Scope | null
  /** The organisation or the teams it reaches; a name the viewer may not see is null. */
  isLimited: boolean
  reaches: (string | null)[]
  /** By what it covers the record, or that it holds at all when none was asked about. */
  cover: Cover | 'held' | null
}

export type ExplainedDuty = { id: DutyRuleId; forbids: boolean }

export type Explanation = {
  verdict: boolean
  account: AccountState
  grants: ExplainedGrant[]
  duties: ExplainedDuty[]
  /** Whether the person can see the record at all; null when that is what was asked. */
  canView: boolean | null
}

/** An account with everything its rights are explained from; names as far as the viewer may know them. */
export type Explainable = {
  personId: number
  rights: Rights | null
  assignments: RoleAssignment[]
  nameReach: (grant: Grant) => (string | null)[]
}

export async function loadExplainable(viewer: Principal, personId: number): Promise<Explainable> {
  const user = await User.query().where({ personId }).select('id').first()
  const rights = user ? await loadRights(user.id) : null
  if (!user || !rights) return { personId, rights, assignments: [], nameReach: () => [] }
  const assignments = await RoleAssignment.query()
    .where('userId', user.id)
    .preload('role')
    .orderBy('id')
  return { personId, rights, assignments, nameReach: await reachNames(viewer, rights) }
}

/**
 * Why somebody may or may not do a thing. The verdict is the principal's own, as every door asks it;
 * the grants are the ones it is made of, each compared with the record by the same function.
 */
export function explainRight(
  explainable: Explainable,
  permission: Permission,
  record: RightRecord | null
): Explanation {
  const { personId, rights } = explainable
  const principal = rights?.principal ?? null
  return {
    verdict: principal ? mayDo(principal, permission, record) : false,
    account: accountState(rights),
    grants: rights ? explainGrants(explainable, permission, record) : [],
    duties: dutiesOf(personId, permission, record),
    canView: viewOf(principal, permission, record),
  }
}

function mayDo(principal: Principal, permission: Permission, record: RightRecord | null): boolean {
  return record ? principal.canOn(permission, record.owned) : principal.can(permission)
}

function accountState(rights: Rights | null): AccountState {
  if (!rights) return 'none'
  if (!rights.account.isUserActive) return 'user_inactive'
  return rights.account.isPersonActive ? 'active' : 'person_inactive'
}

function explainGrants(
  { personId, rights, assignments, nameReach }: Explainable,
  permission: Permission,
  record: RightRecord | null
): ExplainedGrant[] {
  const held = new Map(
    rights?.grants
      .filter((grant) => grant.permission === permission)
      .map((grant) => [grant.assignmentId, grant])
  )
  return assignments.map(({ id, role: { code, labelRu, labelEn } }) => {
    const grant = held.get(id)
    return {
      ...{ assignmentId: id, role: { code, labelRu, labelEn }, scope: grant?.scope ?? null },
      isLimited: grant ? grant.scope !== 'assigned' || grant.limitId !== null : false,
      reaches: grant ? nameReach(grant) : [],
      cover: grant ? coverBy(grant, record, personId) : null,
    }
  })
}

function coverBy({ reach }: Grant, record: RightRecord | null, personId: number) {
  return record ? coverOf(reach, record.owned, personId) : 'held'
}

/** Names of the organisations and teams that grants reach, as far as the viewer may know them. */
async function reachNames(viewer: Principal, { account, grants, teamIds }: Rights) {
  const limits = grants.flatMap(({ limitId }) => limitId ?? [])
  const ids = [...new Set([account.organisationId, ...limits])]
  const organisations = await Organisation.visibleTo(viewer).whereIn('organisations.id', ids)
  const teams = teamIds.length > 0 ? await Team.visibleTo(viewer).whereIn('teams.id', teamIds) : []
  const nameOf = (id: number) => organisations.find((each) => each.id === id)?.name ?? null
  const teamName = (id: number) => teams.find((each) => each.id === id)?.name ?? null
  return ({ scope, limitId }: Grant): (string | null)[] => {
    if (scope === 'organisation') return [nameOf(account.organisationId)]
    if (scope === 'assigned' && limitId !== null) return [nameOf(limitId)]
    if (scope === 'team') return teamIds.map(teamName)
    return []
  }
}

/** The rules that no role overrides and that concern this permission; `forbids` in this very matter. */
function dutiesOf(
  personId: number,
  permission: Permission,
  record: RightRecord | null
): ExplainedDuty[] {
  return DUTY_RULES.filter(({ permissions }) =>
    (permissions as readonly Permission[]).includes(permission)
  ).map(({ id }) => ({ id, forbids: forbidsDuty(id, personId, record?.personId) }))
}

function viewOf(principal: Principal | null, permission: Permission, record: RightRecord | null) {
  if (!record?.viewedBy || record.viewedBy === permission) return null
  if (PERMISSION_TABLE[permission].records.length === 0) return null
  return principal ? principal.canOn(record.viewedBy, record.owned) : false
}
