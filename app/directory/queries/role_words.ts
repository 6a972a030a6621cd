import type { GivenRole } from '#directory/workflow/group_roles'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type RoleWords = {
  roles: Map<number, { ru: string; en: string }>
  organisations: Map<number, string>
}

/** Names of roles and of the organisations they are limited to, as history writes them. */
export async function roleWords(
  client: QueryClientContract,
  given: readonly GivenRole[]
): Promise<RoleWords> {
  const roleIds = new Set(given.map(({ roleId }) => roleId))
  const limits = new Set(given.flatMap(({ organisationId }) => organisationId ?? []))
  const roles = await client
    .from('roles')
    .whereIn('id', [...roleIds])
    .select('id', 'label_ru as ru', 'label_en as en')
  const organisations = await client
    .from('organisations')
    .whereIn('id', [...limits])
    .select('id', 'name')
  return {
    roles: new Map(roles.map(({ id, ru, en }) => [id, { ru, en }])),
    organisations: new Map(organisations.map(({ id, name }) => [id, name])),
  }
}
