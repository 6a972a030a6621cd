import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Fills an empty installation with the demonstration company; refuses any other. */
export default class DemoSeed extends BaseCommand {
  static override commandName = 'demo:seed'
  static override description =
    'Fill an empty installation with a demonstration company and three months of its history'
  static override options: CommandOptions = { startApp: true }

  @flags.string({
    description: 'The day the story ends on, YYYY-MM-DD; today in Moscow when absent',
  })
  declare today?: string

  override async run() {
    // Models need a booted application, and a command's file is read before that.
    const { UnknownDay } = await import('#database/demo/demo_time')
    const { InstallationInUse, seedDemo } = await import('#database/demo/seed_demo')
    try {
      const summary = await seedDemo({ today: this.today })
      for (const [name, value] of Object.entries(summary)) this.logger.info(`${name}: ${value}`)
    } catch (error) {
      if (!(error instanceof InstallationInUse || error instanceof UnknownDay)) throw error
      this.logger.error(error.message)
      this.exitCode = 1
    }
  }
}
