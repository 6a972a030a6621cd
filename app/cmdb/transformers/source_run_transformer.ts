import type CiSourceRun from '#cmdb/models/ci_source_run'
import { say } from '#core/say'
import { BaseTransformer } from '@adonisjs/core/transformers'
import type { I18n } from '@adonisjs/i18n'

export default class SourceRunTransformer extends BaseTransformer<CiSourceRun> {
  constructor(
    resource: CiSourceRun,
    private i18n: I18n
  ) {
    super(resource)
  }

  toObject() {
    const { createdAt, finishedAt, errorKey, errorParams } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'ciSourceId', 'kind', 'state', 'channel']),
      ...this.pick(this.resource, ['counts', 'missingCount']),
      ...{ createdAt: createdAt.toISO()!, finishedAt: finishedAt?.toISO() ?? null },
      error: errorKey ? say(this.i18n, errorKey, errorParams ?? {}) : null,
    }
  }
}
