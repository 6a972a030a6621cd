import { WorkTypeSchema } from '#database/schema'

/** What kind of work time was spent on. */
export default class WorkType extends WorkTypeSchema {}
