import { failLostImports } from '#core/actions/fail_import'
import { failLostTasks } from '#core/actions/fail_lost_tasks'
import { Job } from '@adonisjs/queue'

/** Every ten minutes: background tasks and imports that nobody works on any more. */
export default class FailLostTasksJob extends Job<Record<string, never>> {
  async execute() {
    await failLostTasks.handle()
    await failLostImports.handle()
  }
}
