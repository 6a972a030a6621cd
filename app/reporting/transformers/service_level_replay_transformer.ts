import type BackgroundTask from '#core/models/background_task'
import type { ServiceLevelReplayInput } from '#reporting/actions/make_service_level_replay'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A replay as it was asked for and how far it is. */
export default class ServiceLevelReplayTransformer extends BaseTransformer<BackgroundTask> {
  toObject() {
    const { id, state, progressDone, progressTotal, createdAt, resultFile } = this.resource
    const { query, agreement, calendar, scope } = this.resource.input as ServiceLevelReplayInput
    const named = (terms: typeof agreement) => terms && { ...terms, id: undefined }
    return {
      ...{ id, progressDone, progressTotal, query, scope },
      state: state as 'queued' | 'running' | 'done' | 'failed',
      isUnderWay: !this.resource.isFinished,
      isGone: state === 'done' && resultFile === null,
      createdAt: createdAt.toISO()!,
      agreement: named(agreement),
      calendar: named(calendar),
    }
  }
}
