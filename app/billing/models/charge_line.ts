import { ChargeLineSchema } from '#database/schema'

/** What a client was charged in an approved period (§7.1): the only source of its reports. */
export default class ChargeLine extends ChargeLineSchema {}
