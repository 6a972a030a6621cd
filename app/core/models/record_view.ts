import { RecordViewSchema } from '#database/schema'

/** Who opened a record, from when to when (DSK-04, DSK-05; for people the access log of 152-FZ). */
export default class RecordView extends RecordViewSchema {}
