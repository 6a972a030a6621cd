import { PastCiRelationSchema } from '#database/schema'

/** What a relation said in days gone by, before it was edited or taken away. */
export default class PastCiRelation extends PastCiRelationSchema {}
