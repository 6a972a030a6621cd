import { BackgroundTaskSchema } from '#database/schema'

/** Long work that a person waits for: progress, result file, failure. */
export default class BackgroundTask extends BackgroundTaskSchema {
  get isFinished() {
    return this.state === 'done' || this.state === 'failed'
  }
}
