import { RolePermissionSchema } from '#database/schema'

/** A permission of a role with the scope it reaches. */
export default class RolePermission extends RolePermissionSchema {}
