import env from '#start/env'
import db from '@adonisjs/lucid/services/db'

export const DEMO_PASSWORD = 'opora-demo'

type DemoAccount = { email: string; name: string; labelRu: string; labelEn: string }

/** The accounts a demonstration offers on its sign-in page; none elsewhere. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  if (!env.get('DEMO_ACCOUNTS', false)) return []
  return db
    .from('users')
    .join('people', 'people.id', 'users.person_id')
    .join('role_assignments', 'role_assignments.user_id', 'users.id')
    .join('roles', 'roles.id', 'role_assignments.role_id')
    .where('users.email', 'like', '%@demo.opora')
    .orderBy('roles.id')
    .select(
      'users.email',
      'people.display_name as name',
      'roles.label_ru as labelRu',
      'roles.label_en as labelEn'
    )
}
