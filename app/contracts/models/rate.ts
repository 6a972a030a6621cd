import { RateSchema } from '#database/schema'

/** A price of an hour for a type of work and a role, from a date on; null fits any (§7.3). */
export default class Rate extends RateSchema {}
