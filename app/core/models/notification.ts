import { NotificationSchema } from '#database/schema'

/** A notice for one account; what it is about is read with that person's own rights. */
export default class Notification extends NotificationSchema {}
