import { CiAttributeValueSchema } from '#database/schema'

/** A row of the side index: a value of an item that is searched or the only one. */
export default class CiAttributeValue extends CiAttributeValueSchema {}
