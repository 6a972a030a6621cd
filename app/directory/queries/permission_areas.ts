import { PERMISSION_AREAS, PERMISSION_TABLE } from '#config/permission_table'
import { PERMISSIONS } from '#config/permissions'

/** The catalogue of permissions as pages show it: by area, each with the scopes it knows. */
export function permissionAreas() {
  return PERMISSION_AREAS.map((area) => ({
    area,
    permissions: PERMISSIONS.filter((each) => PERMISSION_TABLE[each].area === area).map((each) => ({
      permission: each,
      scopes: [...PERMISSION_TABLE[each].scopes],
      records: [...PERMISSION_TABLE[each].records],
    })),
  }))
}
