import { UploadSchema } from '#database/schema'

/** A file somebody sent, in the storage folder under a name of our own. */
export default class Upload extends UploadSchema {}
