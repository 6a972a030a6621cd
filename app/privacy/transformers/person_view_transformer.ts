import { fromSqlUtc } from '#core/columns'
import type { PersonView } from '#privacy/queries/list_person_views'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** Who viewed whom, when and from where. */
export default class PersonViewTransformer extends BaseTransformer<PersonView> {
  toObject() {
    const row = this.resource
    return {
      id: row.id,
      viewer: row.viewer_id ? { id: row.viewer_id, name: row.viewer_name! } : null,
      person: row.person_id ? { id: row.person_id, name: row.person_name! } : null,
      at: fromSqlUtc(row.at)!.toISO()!,
      lastAt: fromSqlUtc(row.last_at)!.toISO()!,
      isPrefetch: Boolean(row.is_prefetch),
      ip: row.ip,
      userAgent: row.user_agent,
    }
  }
}
