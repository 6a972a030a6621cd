import { CiSourceBatchSchema } from '#database/schema'

/** Records of a run that wait to be taken. */
export default class CiSourceBatch extends CiSourceBatchSchema {}
