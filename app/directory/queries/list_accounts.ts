import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import User from '#directory/models/user'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import db from '@adonisjs/lucid/services/db'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

export const ACCOUNT_STATUSES = ['active', 'inactive'] as const
export const SECOND_FACTORS = ['on', 'off', 'missing'] as const
/** Signed in within so many days, longer ago, or never. */
export const SIGN_INS = ['30', 'older', 'never'] as const

/** `organisation` is a code and means its whole subtree; `missing` is demanded and not set up. */
export type AccountFilter = ListQuery & {
  role: string | null
  organisation: string | null
  status: (typeof ACCOUNT_STATUSES)[number] | null
  secondFactor: (typeof SECOND_FACTORS)[number] | null
  signIn: (typeof SIGN_INS)[number] | null
}

type Accounts = ModelQueryBuilderContract<typeof User>

const COLUMNS = {
  name: 'people.display_name',
  email: 'users.email',
  organisation: 'organisations.name',
  lastSignIn: 'users.last_sign_in_at',
} as const
const SEARCHED = ['people.display_name', 'users.email']
const RECENT_DAYS = 30

/** The accounts one manages and whose people one may see (T1). */
export function managedAccounts(principal: Principal): Accounts {
  const accounts = User.query()
    .join('people', 'people.id', 'users.person_id')
    .join('organisations', 'organisations.id', 'people.organisation_id')
    .whereIn('people.id', Person.visibleTo(principal).select('people.id'))
  return scopedByOrganisation(accounts, principal, 'users.manage', {
    organisation: 'people.organisation_id',
  })
}

/** A page of the accounts one manages. */
export async function listAccounts(principal: Principal, filter: AccountFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'name')
  const organisation = filter.organisation
    ? await Organisation.visibleTo(principal).where('code', filter.organisation).first()
    : null
  const query = whereWords(managedAccounts(principal), filter.q, SEARCHED)
  if (organisation) void query.where('organisations.path', 'like', `${organisation.path}%`)
  narrow(query, filter)
  void query
    .select('users.*')
    .select(secondFactorOf().as('has_second_factor'))
    .select(demandOfRoles().as('needs_second_factor'))
    .preload('person', (person) => void person.preload('organisation'))
    .preload('roleAssignments', (assignments) => {
      void assignments.preload('role').orderBy('id')
      void assignments.preload('organisation', (limit) => {
        void limit.whereIn('id', Organisation.visibleTo(principal).select('id'))
      })
    })
    .orderBy(column, direction)
    .orderBy('users.id')
  return { list: await listPage(query, filter), sort, organisation }
}

function narrow(query: Accounts, { role, status, secondFactor, signIn }: AccountFilter) {
  if (role) {
    void query.whereHas('roleAssignments', (held) => {
      void held.whereHas('role', (found) => void found.where('roles.code', role))
    })
  }
  if (status) void query.where('users.is_active', status === 'active')
  if (secondFactor === 'on') void query.whereExists(secondFactorOf())
  if (secondFactor === 'off') void query.whereNotExists(secondFactorOf())
  if (secondFactor === 'missing') {
    void query.whereNotExists(secondFactorOf()).whereExists(demandOfRoles())
  }
  const recent = toSqlUtc(clock.now().minus({ days: RECENT_DAYS }))
  if (signIn === 'never') void query.whereNull('users.last_sign_in_at')
  if (signIn === '30') void query.where('users.last_sign_in_at', '>=', recent)
  if (signIn === 'older') void query.where('users.last_sign_in_at', '<', recent)
}

function secondFactorOf() {
  return db
    .from('user_second_factors')
    .whereColumn('user_second_factors.user_id', 'users.id')
    .whereNotNull('user_second_factors.confirmed_at')
    .select(db.raw('1'))
    .limit(1)
}

function demandOfRoles() {
  return db
    .from('role_assignments')
    .join('roles', 'roles.id', 'role_assignments.role_id')
    .whereColumn('role_assignments.user_id', 'users.id')
    .where('roles.requires_second_factor', true)
    .select(db.raw('1'))
    .limit(1)
}
