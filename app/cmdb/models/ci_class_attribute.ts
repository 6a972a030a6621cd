import { CiClassAttributeSchema } from '#database/schema'

/** The definition of an attribute; its key and type never change, its labels may. */
export default class CiClassAttribute extends CiClassAttributeSchema {}
