import type { SinglePointsInput } from '#cmdb/actions/request_single_points'
import type BackgroundTask from '#core/models/background_task'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A report on single points of failure as it was asked for, and how far it is. */
export default class SinglePointsTransformer extends BaseTransformer<BackgroundTask> {
  toObject() {
    const { id, state, progressDone, progressTotal, createdAt, resultFile } = this.resource
    const { organisation, service } = this.resource.input as SinglePointsInput
    return {
      ...{ id, progressDone, progressTotal },
      state: state as 'queued' | 'running' | 'done' | 'failed',
      isUnderWay: !this.resource.isFinished,
      isGone: state === 'done' && resultFile === null,
      createdAt: createdAt.toISO()!,
      organisation: organisation?.name ?? null,
      service: service && { ru: service.ru, en: service.en },
    }
  }
}
