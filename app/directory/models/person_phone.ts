import { PersonPhoneSchema } from '#database/schema'

/** A number of a person: as it was written, and as digits that any way of writing it leads to. */
export default class PersonPhone extends PersonPhoneSchema {}
