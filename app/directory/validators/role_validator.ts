import { PERMISSION_TABLE } from '#config/permission_table'
import { PERMISSIONS, type Permission } from '#config/permissions'
import type { Grants } from '#directory/workflow/role_grants'
import vine from '@vinejs/vine'

const label = () => vine.string().trim().minLength(1).maxLength(120)
const version = () => vine.number().withoutDecimals().positive()
const code = () =>
  vine
    .string()
    .trim()
    .toLowerCase()
    .maxLength(40)
    .regex(/^[a-z][a-z0-9_]*$/)

/** One field per permission with the scopes that mean something for it; null or absent grants nothing. */
const scopes = Object.fromEntries(
  PERMISSIONS.map((each) => [each, vine.enum(PERMISSION_TABLE[each].scopes).nullable().optional()])
) as Record<Permission, ReturnType<typeof scopeField>>

function scopeField() {
  return vine.enum(PERMISSION_TABLE['tickets.view'].scopes).nullable().optional()
}

export const newRoleValidator = vine.create({
  code: code(),
  labelRu: label(),
  labelEn: label(),
  copyOf: vine.string().maxLength(40).nullable(),
})

export const roleValidator = vine.create({
  labelRu: label(),
  labelEn: label(),
  isClient: vine.boolean(),
  requiresSecondFactor: vine.boolean(),
  grants: vine.object(scopes),
  version: version(),
})

export const roleVersionValidator = vine.create({ version: version() })

/** What the form sent, without the permissions it leaves out. */
export function givenGrants(
  grants: Partial<Record<Permission, Grants[Permission] | null>>
): Grants {
  return Object.fromEntries(Object.entries(grants).filter(([, scope]) => scope))
}
