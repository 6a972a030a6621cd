import { RelationTypeSchema } from '#database/schema'

/** What a relation means in words, and which end suffers when the other fails (CFG-06). */
export default class RelationType extends RelationTypeSchema {}
