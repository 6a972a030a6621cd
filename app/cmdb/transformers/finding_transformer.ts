import type CiFinding from '#cmdb/models/ci_finding'
import type { Candidate } from '#cmdb/queries/list_findings'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class FindingTransformer extends BaseTransformer<CiFinding> {
  constructor(
    resource: CiFinding,
    private candidates: ReadonlyMap<number, Candidate>
  ) {
    super(resource)
  }

  toObject() {
    const { item, organisation, details, lastSeenAt } = this.resource
    const { kept = null, offered = null, keptSource = null, reason = null } = details
    return {
      ...this.pick(this.resource, ['id', 'kind', 'state', 'sourceCode', 'field', 'label', 'times']),
      ...{ kept, offered, keptSource, reason },
      candidates: (details.candidates ?? []).flatMap((id) => this.candidates.get(id) ?? []),
      item: item ? { number: item.number, name: item.name } : null,
      organisation: organisation?.name ?? null,
      lastSeenAt: lastSeenAt.toISO()!,
    }
  }
}
