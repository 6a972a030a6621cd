import { RelationTypePairSchema } from '#database/schema'

/** Two ends that a relation type may link, each "any", "group:code" or "class:code". */
export default class RelationTypePair extends RelationTypePairSchema {}
