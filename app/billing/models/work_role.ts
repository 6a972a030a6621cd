import { WorkRoleSchema } from '#database/schema'

/** What somebody works as, by which an hour is priced (§7.3). */
export default class WorkRole extends WorkRoleSchema {}
