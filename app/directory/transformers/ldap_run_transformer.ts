import type LdapRun from '#directory/models/ldap_run'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class LdapRunTransformer extends BaseTransformer<LdapRun> {
  toObject() {
    const { startedAt, finishedAt, task } = this.resource
    return {
      ...this.pick(this.resource, [
        ...(['id', 'kind', 'state', 'found', 'created', 'changed', 'unchanged'] as const),
        ...(['deactivated', 'rolesGranted', 'rolesRevoked', 'failed'] as const),
        ...(['errorCode', 'errorDetail'] as const),
      ]),
      startedAt: startedAt.toISO(),
      finishedAt: finishedAt?.toISO() ?? null,
      progress: task ? { done: task.progressDone, total: task.progressTotal } : null,
      isByPerson: this.resource.requestedByUserId !== null,
    }
  }

  forPage() {
    const { problems, preview } = this.resource
    return { ...this.toObject(), problems, preview }
  }
}
