import { AuditEventSchema } from '#database/schema'

/** One row of the append-only audit (G-03); database triggers refuse change. */
export default class AuditEvent extends AuditEventSchema {}
